# Builds a file system of its own for one program and runs it there, with no rights but those of its user: beside
# what is named, it holds nothing. Started by confinement.ts within namespaces for users and mounts that are this
# process's own, so nothing of this is seen outside, and nothing stays behind.
#
#   own-root.sh READABLE... -- EXECUTABLE... -- WRITABLE... -- PROGRAM ARGUMENT...
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin

# Nobody reads anything there once the new root is in its place, so nothing that is named is hidden by it.
root=/proc
mount -t tmpfs -o mode=755,nosuid,nodev none "$root"

show() {
  # It may lie in a folder that is shown already, and closed to changes.
  if [ -d "$1" ]; then
    mkdir -p "$root$1"
  elif [ ! -e "$root$1" ]; then
    mkdir -p "$root${1%/*}"
    : >"$root$1"
  fi
  mount --bind "$1" "$root$1"
}

while [ "$1" != -- ]; do
  show "$1"
  mount -o remount,bind,ro,nosuid,nodev,noexec "$root$1"
  shift
done
shift
while [ "$1" != -- ]; do
  if [ -e "$1" ]; then
    show "$1"
    mount -o remount,bind,ro,nosuid,nodev "$root$1"
  fi
  shift
done
shift
while [ "$1" != -- ]; do
  show "$1"
  shift
done
shift
mount -o remount,ro,nosuid,nodev "$root"
exec chroot "$root" /usr/bin/setpriv --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
