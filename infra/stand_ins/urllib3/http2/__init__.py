"""In place of urllib3's own, which loads the metadata of installed packages to switch HTTP/2 on."""
