"""Facts stated in news text: figures about people, and deployments of forces."""
