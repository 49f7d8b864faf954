package seal

// Master returns the id of the master key that wraps a data key, or "" if wrapped is no wrapped data key.
func Master(wrapped []byte) string {
	id, _ := splitWrapped(wrapped)
	return id
}
