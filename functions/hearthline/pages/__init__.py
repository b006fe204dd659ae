from hearthline.pages.rendering import Pages

__all__ = ["Pages"]
