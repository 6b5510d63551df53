"""How the shipped English pipelines are made; nothing here is needed to use them."""
