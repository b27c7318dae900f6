import { byNamespace } from "../catalogue"

export default byNamespace(import.meta.glob("./*.json", { eager: true, import: "default" }))
