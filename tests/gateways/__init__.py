"""Tests of the gateways: the readers by tables, the clients over real HTTP."""
