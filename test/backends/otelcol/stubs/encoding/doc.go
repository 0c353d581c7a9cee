package encoding
