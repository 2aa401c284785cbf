// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

#include <memory>
#include <span>

namespace wf::store {

// The bytes of an immutable file, whatever form they are kept in. Any thread.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    [[nodiscard]] virtual qint64 size() const = 0;
    // Fills `to` wholly, or answers Storage.
    [[nodiscard]] virtual base::Status read(qint64 offset, std::span<char> to) const = 0;
    // `bytes` from an offset are read soon: the system may fetch them meanwhile.
    virtual void expect(qint64, qint64) const {}
};

// The file as it is. NotFound when it is not there, Storage when it cannot be opened; refuses links.
[[nodiscard]] base::Result<std::shared_ptr<const ByteSource>> openBytes(const QString &path);

} // namespace wf::store
