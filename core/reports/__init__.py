"""Word documents: values in, document out."""
