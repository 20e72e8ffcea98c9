"""Riwaya (رواية): Arabic reports of armed conflict as records of claims, each with its chain of sources."""

__version__ = "0.1.0"
