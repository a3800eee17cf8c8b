import sys

from scripts.review.command import main

sys.exit(main(sys.argv[1:]))
