// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"
#include "models/net/secrets/secretref.h"

#include <QString>

#include <functional>
#include <memory>

class QObject;

namespace wf::net {

using SecretReply = std::function<void(base::Result<Secret>)>;
using SecretDone = std::function<void(base::Status)>;

// Keeps named secrets. Answers later on the calling thread, never from inside the call; dropping the Request cancels.
// Nothing here is ever logged, and messages name the secret, never its content.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    virtual async::Request read(const QString &name, SecretReply reply) = 0;
    virtual async::Request write(const QString &name, const Secret &secret, SecretDone done) = 0;
    virtual async::Request remove(const QString &name, SecretDone done) = 0;
    // For the settings page: "the system keychain", "a file only you can read (~/.config/…)".
    [[nodiscard]] virtual QString description() const = 0;
    // What the operator should know before trusting it; empty for the keychain.
    [[nodiscard]] virtual QString warning() const = 0;
};

// The system's keychain (qtkeychain, never its plain-text fallback). Nothing when the program was built without.
[[nodiscard]] std::unique_ptr<SecretStore> makeKeychainStore();
// A file with mode 0600 in a folder with mode 0700, unencrypted: only when the operator chose it.
[[nodiscard]] std::unique_ptr<SecretStore> makeFileStore(const QString &path);

// The first, and the second for what the first does not have or cannot keep: a machine without a keychain. The first
// may be null.
[[nodiscard]] std::unique_ptr<SecretStore> makeFallbackStore(std::unique_ptr<SecretStore> first,
                                                             std::unique_ptr<SecretStore> second);

// Finds the secret a reference names: the store, an environment variable, a file, or the first line a command prints
// (10 s at most, started without a shell). `context` bounds the life of what runs meanwhile; it may not be null.
[[nodiscard]] async::Request resolveSecret(const SecretRef &ref, SecretStore *store, QObject *context,
                                           SecretReply reply);

} // namespace wf::net
