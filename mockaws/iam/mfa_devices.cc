// Virtual MFA devices: made, enabled by two codes, synchronized, listed, deactivated.
#include <algorithm>

#include "mockaws/crypto/encoding.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/qr_code.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/iam/tag_operations.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/mfa_codes.h"

namespace mockaws {
namespace {

constexpr size_t kSeedBytes = 40;

ApiError DeviceNotFound(const std::string& serial) {
  return NoSuchEntity("VirtualMFADevice with serial number " + serial + " doesn't exist.");
}

struct VirtualDevice {
  static constexpr TagCase kTagCase = TagCase::kSignificant;

  static ApiResult<const MfaDevice*> Find(const OpContext& context) {
    const std::string& serial = context.in.Str("SerialNumber");
    const MfaDevice* device = context.account().mfa_devices.Find(NameKey(serial));
    if (device == nullptr || device->is_security_key) return DeviceNotFound(serial);
    return device;
  }
  static MfaDevice* Edit(OpContext& context, const MfaDevice& device) {
    return context.edit_account().mfa_devices.Edit(NameKey(device.serial));
  }
};

ApiResult<AuthorizationChecks> OnNewDevice(const OpContext& context) {
  AuthorizationCheck check;
  check.resource = IamArn(context.caller.account_id, "mfa", context.in.StrOr("Path", "/"),
                          context.in.Str("VirtualMFADeviceName"));
  return AuthorizationChecks{std::move(check)};
}

ApiResult<AuthorizationChecks> OnDevice(const OpContext& context) {
  AuthorizationCheck check;
  check.resource = context.in.Str("SerialNumber");
  if (const MfaDevice* device = context.account().mfa_devices.Find(NameKey(check.resource))) {
    check.resource = device->serial;
    check.resource_tags = device->tags;
  }
  return AuthorizationChecks{std::move(check)};
}

ApiResult<AuthorizationChecks> OnDeviceList(const OpContext& context) {
  AuthorizationCheck check;
  check.resource = IamArn(context.caller.account_id, "mfa", "/", "");
  return AuthorizationChecks{std::move(check)};
}

// What authenticator programs read from the picture ("CreateVirtualMFADevice").
std::string OtpAuthUrl(const OpContext& context, const std::string& name,
                       const std::string& seed_text) {
  const std::string& alias = context.account().settings().alias;
  return "otpauth://totp/" + name + "@" + (alias.empty() ? context.caller.account_id : alias) +
         "?secret=" + seed_text;
}

ApiResult<Value> CreateVirtualMfaDevice(OpContext& context) {
  const std::string& name = context.in.Str("VirtualMFADeviceName");
  MfaDevice device;
  device.serial = IamArn(context.caller.account_id, "mfa", context.in.StrOr("Path", "/"), name);
  device.tags = TagsOf(context.in);
  RETURN_IF_ERROR(CheckNewTags(device.tags, TagCase::kSignificant));
  if (context.account().mfa_devices.Contains(NameKey(device.serial))) {
    return EntityAlreadyExists("MFA device already exists.");
  }
  device.seed = context.ids.Bytes("mfa-seed", kSeedBytes);
  const std::string seed_text = Base32Encode(device.seed);
  Value shown;
  shown.Set("SerialNumber", device.serial);
  shown.Set("Base32StringSeed", seed_text);
  shown.Set("QRCodePNG", QrCodePng(OtpAuthUrl(context, name, seed_text)));
  if (!device.tags.empty()) shown.Set("Tags", RenderTags(device.tags));
  const std::string key = NameKey(device.serial);
  context.edit_account().mfa_devices.Put(key, std::move(device));
  Value result;
  result.Set("VirtualMFADevice", std::move(shown));
  return result;
}

// The user, or root, that a device is enabled for.
Value OwnerOf(const OpContext& context, const MfaDevice& device) {
  const PrincipalEntity* owner = context.state.principals.Find(device.user_id);
  if (owner != nullptr) return UserSummary(*context.account().users.Find(owner->key));
  Value root;
  root.Set("UserId", context.caller.account_id);
  root.Set("Arn", context.account().root_arn());
  root.Set("CreateDate", context.account().created);
  return root;
}

ApiResult<Value> ListVirtualMfaDevices(OpContext& context) {
  const std::string status = context.in.StrOr("AssignmentStatus", "Any");
  return PageOfTable<MfaDevice>(
      context, "VirtualMFADevices", context.account().mfa_devices,
      [&](const MfaDevice& device) {
        if (device.is_security_key) return false;
        return status == "Any" || (status == "Assigned") == !device.user_id.empty();
      },
      [&](const MfaDevice& device) {
        Value shown;
        shown.Set("SerialNumber", device.serial);
        if (device.user_id.empty()) return shown;
        shown.Set("User", OwnerOf(context, device));
        shown.Set("EnableDate", *device.enabled);
        return shown;
      });
}

ApiResult<Value> DeleteVirtualMfaDevice(OpContext& context) {
  ASSIGN_OR_RETURN(const MfaDevice* device, VirtualDevice::Find(context));
  if (!device->user_id.empty()) {
    return DeleteConflict("MFA VirtualDevice in use. Must deactivate first.");
  }
  context.edit_account().mfa_devices.Erase(NameKey(device->serial));
  return Value();
}

// Users who have a device already change their own devices in MFA sessions only, whatever their
// policies say (recorded).
ApiResult<void> CheckSelfManagement(const OpContext& context, const User& user) {
  const Caller& caller = context.caller;
  if (caller.kind != Caller::Kind::kUser || caller.user->id != user.id) return {};
  if (user.mfa_devices.empty()) return {};
  if (caller.has_session() && caller.session->session.mfa_time) return {};
  return AccessDenied(
      "To complete this action, please ensure that you are authenticated with an MFA device that "
      "is enabled for this user.");
}

ApiResult<Value> EnableMfaDevice(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  RETURN_IF_ERROR(CheckSelfManagement(context, *user));
  ASSIGN_OR_RETURN(const MfaDevice* device, VirtualDevice::Find(context));
  if (device->user_id == user->id) {
    return EntityAlreadyExists("MFA Device for user " + user->name + " already exists.");
  }
  if (!device->user_id.empty()) return EntityAlreadyExists("MFA Device is already in use.");
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::mfa_devices_per_user, user->mfa_devices.size()));
  MfaDevice* enabled = VirtualDevice::Edit(context, *device);
  RETURN_IF_ERROR(SynchronizeDevice(enabled, context.now, context.in.Str("AuthenticationCode1"),
                                    context.in.Str("AuthenticationCode2")));
  enabled->user_id = user->id;
  enabled->enabled = context.now;
  context.edit_account().users.Edit(NameKey(user->name))->mfa_devices.push_back(enabled->serial);
  return Value();
}

// Whom a device is enabled for, as devices keep it; a null user means root.
const std::string& OwnerId(const OpContext& context, const User* user) {
  return user == nullptr ? context.caller.account_id : user->id;
}

// The user's (or root's) own device of that serial number.
ApiResult<const MfaDevice*> FindDeviceOf(const OpContext& context, const User* user) {
  const MfaDevice* device =
      context.account().mfa_devices.Find(NameKey(context.in.Str("SerialNumber")));
  if (device == nullptr || device->user_id != OwnerId(context, user)) {
    return NoSuchEntity("MFA Device invalid for user.");
  }
  return device;
}

ApiResult<Value> ResyncMfaDevice(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  ASSIGN_OR_RETURN(const MfaDevice* device, FindDeviceOf(context, user));
  RETURN_IF_ERROR(SynchronizeDevice(VirtualDevice::Edit(context, *device), context.now,
                                    context.in.Str("AuthenticationCode1"),
                                    context.in.Str("AuthenticationCode2")));
  return Value();
}

ApiResult<Value> DeactivateMfaDevice(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  if (user != nullptr) RETURN_IF_ERROR(CheckSelfManagement(context, *user));
  ASSIGN_OR_RETURN(const MfaDevice* device, FindDeviceOf(context, user));
  const std::string serial = device->serial;
  if (device->is_security_key) {  // is of no use to anybody else
    context.edit_account().mfa_devices.Erase(NameKey(serial));
  } else {
    MfaDevice* edited = VirtualDevice::Edit(context, *device);
    edited->user_id.clear();
    edited->enabled.reset();
  }
  if (user != nullptr) {
    std::erase(context.edit_account().users.Edit(NameKey(user->name))->mfa_devices, serial);
  }
  return Value();
}

ApiResult<Value> ListMfaDevices(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  return PageOfTable<MfaDevice>(
      context, "MFADevices", context.account().mfa_devices,
      [&](const MfaDevice& device) { return device.user_id == OwnerId(context, user); },
      [&](const MfaDevice& device) {
        Value shown;
        if (user != nullptr) shown.Set("UserName", user->name);
        shown.Set("SerialNumber", device.serial);
        shown.Set("EnableDate", *device.enabled);
        return shown;
      });
}

// Tells of FIDO security keys alone.
ApiResult<Value> GetMfaDevice(OpContext& context) {
  const MfaDevice* present =
      context.account().mfa_devices.Find(NameKey(context.in.Str("SerialNumber")));
  if (present != nullptr && !present->is_security_key) {
    return ValidationError(
        "The MFA device serial number sent in the request is invalid or not supported by this API. "
        "Currently, only hardware FIDO security keys are supported. Please use the compatible "
        "device or API.");
  }
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  ASSIGN_OR_RETURN(const MfaDevice* device, FindDeviceOf(context, user));
  Value result;
  if (user != nullptr) result.Set("UserName", user->name);
  result.Set("SerialNumber", device->serial);
  result.Set("EnableDate", *device->enabled);
  return result;
}

constexpr Operation kOperations[] = {
    {"CreateVirtualMFADevice", CreateVirtualMfaDevice, Mode::kWrite, OnNewDevice},
    {"ListVirtualMFADevices", ListVirtualMfaDevices, Mode::kRead, OnDeviceList},
    {"DeleteVirtualMFADevice", DeleteVirtualMfaDevice, Mode::kWrite, OnDevice},
    {"EnableMFADevice", EnableMfaDevice, Mode::kWrite, OnUser},
    {"ResyncMFADevice", ResyncMfaDevice, Mode::kWrite, OnUser},
    {"DeactivateMFADevice", DeactivateMfaDevice, Mode::kWrite, OnUser},
    {"ListMFADevices", ListMfaDevices, Mode::kRead, OnUser},
    {"GetMFADevice", GetMfaDevice, Mode::kRead, OnUser},
    {"TagMFADevice", TagEntity<VirtualDevice>, Mode::kWrite, OnDevice},
    {"UntagMFADevice", UntagEntity<VirtualDevice>, Mode::kWrite, OnDevice},
    {"ListMFADeviceTags", ListEntityTags<VirtualDevice>, Mode::kRead, OnDevice},
};

}  // namespace

OperationFamily MfaDeviceOperations() { return kOperations; }

}  // namespace mockaws
