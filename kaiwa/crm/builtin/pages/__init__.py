"""What members do on the pages: rows change, and the inbox is told what it shows of them."""
