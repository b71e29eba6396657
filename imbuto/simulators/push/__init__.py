"""A push service and the browsers behind it, pretended: Web Push as Google's, Mozilla's and Apple's do it.

app (the service's doors) -> service (what is taken, refused and shown) -> browser (opens what was sealed for
it); sender (who may push); control and the page are for people and tests.
"""
