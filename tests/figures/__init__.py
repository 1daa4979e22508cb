"""Tests of app/figures."""
