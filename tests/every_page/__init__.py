"""All pages of the site with something of everything on them; contract and browser tests go through them."""
