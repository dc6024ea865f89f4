"""`python -m openbitmap.simulators --config FILE`."""

from openbitmap.simulators.running import main

if __name__ == "__main__":
    main()
