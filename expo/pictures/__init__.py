"""Pictures from strangers: judged by what they hold, made anew as WebP without metadata, and kept by their digest."""
