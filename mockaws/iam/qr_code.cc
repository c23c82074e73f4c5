#include "mockaws/iam/qr_code.h"

#include <png.h>
#include <qrencode.h>

#include <memory>
#include <vector>

#include "policy_engine/check.h"

namespace mockaws {
namespace {

constexpr size_t kPixelsPerModule = 4;
constexpr size_t kQuietModules = 4;  // the white border that the standard asks for

struct Picture {
  size_t width = 0;  // and height, in pixels
  std::vector<unsigned char> gray;
};

Picture Draw(const QRcode& code) {
  const auto modules = static_cast<size_t>(code.width);
  Picture picture;
  picture.width = (modules + 2 * kQuietModules) * kPixelsPerModule;
  picture.gray.assign(picture.width * picture.width, 0xFF);
  const size_t first = kQuietModules * kPixelsPerModule;
  for (size_t y = 0; y < modules * kPixelsPerModule; ++y) {
    for (size_t x = 0; x < modules * kPixelsPerModule; ++x) {
      const unsigned char module = code.data[y / kPixelsPerModule * modules + x / kPixelsPerModule];
      if ((module & 1) != 0) picture.gray[(first + y) * picture.width + first + x] = 0;
    }
  }
  return picture;
}

}  // namespace

std::string QrCodePng(std::string_view text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_L), QRcode_free);
  CHECK(code != nullptr, "a text that is too long for a QR code");
  const Picture picture = Draw(*code);

  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.width);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string png(size, '\0');
  const int written =
      png_image_write_to_memory(&image, png.data(), &size, 0, picture.gray.data(), 0, nullptr);
  CHECK(written != 0, "libpng can't write a picture");
  png.resize(size);
  return png;
}

}  // namespace mockaws
