"""Tests of app/register."""
