//! What a search box means, and how well a name answers it.
