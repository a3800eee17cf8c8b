"""The rules, one file each, in folders by area; a module holds its rule as `RULE`."""
