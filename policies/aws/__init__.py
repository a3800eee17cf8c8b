"""What rules about AWS share: types, readers of documents, and judgements of a single property."""
