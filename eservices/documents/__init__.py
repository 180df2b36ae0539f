"""The PDFs we issue; the only place that imports WeasyPrint."""
