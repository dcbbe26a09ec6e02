//! Masks for IDs, phones and bank cards.
