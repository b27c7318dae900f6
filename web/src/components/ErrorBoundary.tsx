import { Component, type ReactNode } from "react"
import { Crash } from "./Crash"

interface Props {
  /** What is shown; when it changes, a fault of the one before is forgotten. */
  of?: unknown
  children: ReactNode
}

interface State {
  error: Error | null
  of: unknown
}

/** Keeps a fault of one part of the screen from taking the rest along. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, of: this.props.of }

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error }
  }

  static getDerivedStateFromProps({ of }: Props, state: State): Partial<State> | null {
    return of === state.of ? null : { error: null, of }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error ? <Crash error={error} /> : this.props.children
  }
}
