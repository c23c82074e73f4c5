#include "mockaws/crypto/random.h"

#include <openssl/rand.h>

#include "policy_engine/check.h"

namespace mockaws {

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  CHECK(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1,
        "OpenSSL: no random bytes");
  return bytes;
}

}  // namespace mockaws
