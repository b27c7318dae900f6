"""WHERE: connections and the channels they bring."""
