"""The documents that the rules run by, as the desk's pages of settings show and change them."""
