"""Tests of app/printroom."""
