// QR codes as PNG pictures; the one wrapper around libqrencode and libpng.
#pragma once

#include <string>
#include <string_view>

namespace mockaws {

// The picture's bytes. CHECKs that the text fits a QR code (2,953 bytes).
std::string QrCodePng(std::string_view text);

}  // namespace mockaws
