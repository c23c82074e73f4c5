# Sourced by scripts/run and scripts/test: installs what is missing, configures, builds.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

# install_packages [LIST...]: installs the listed packages that this machine lacks, by default those
# of scripts/packages.txt.
install_packages() {
  local missing=() name sudo=
  while read -r name; do
    [[ -z $name || $name == \#* ]] && continue
    package_present "$name" || missing+=("$name")
  done < <(cat "${@:-scripts/packages.txt}")
  (( ${#missing[@]} == 0 )) && return
  (( EUID == 0 )) || sudo=sudo
  echo "installing: ${missing[*]}" >&2
  $sudo apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
}

# Node.js and npm count as present however they were installed; all else must be Debian's.
package_present() {
  case $1 in
    nodejs) command -v node >/dev/null && return ;;
    npm) command -v npm >/dev/null && return ;;
  esac
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# install_node_modules FOLDER: installs what FOLDER's package-lock.json pins, unless it is there.
install_node_modules() {
  local installed=$1/node_modules/.installed-lock.json
  cmp -s "$1/package-lock.json" "$installed" && return
  echo "installing: the packages of $1/package-lock.json" >&2
  npm ci --prefix "$1" --silent
  cp "$1/package-lock.json" "$installed"
}

# build PRESET [TARGET...]
build() {
  local preset=$1
  shift
  local log
  log=$(mktemp)
  if ! { cmake --preset "$preset" && cmake --build --preset "$preset" ${1:+--target "$@"}; } \
      >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "the build failed" >&2
    return 1
  fi
  rm -f "$log"
}
