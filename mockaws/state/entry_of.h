// EntryOf: a map's entry by a view of its key.
#pragma once

#include <string>
#include <string_view>

namespace mockaws {

// The entry under `key`, made if need be; without allocation if it is there already.
template <typename Map>
typename Map::mapped_type& EntryOf(Map* map, std::string_view key) {
  const auto found = map->find(key);
  return found != map->end() ? found->second : (*map)[std::string(key)];
}

}  // namespace mockaws
