// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/logmark.h"

#include <QString>

#include <map>
#include <string>
#include <vector>

namespace wf::station::tail {

// Marks for an intake that keeps none: one small file, written as a whole after the intake took the lines. Lines taken
// within the last second before a crash come again, none is lost. One thread.
class PositionFile {
public:
    explicit PositionFile(QString path) : m_path(std::move(path)) {}

    // No file yet is no error. Invalid: it is not ours or damaged; reading then begins as for unknown files.
    [[nodiscard]] base::Result<std::vector<signals::LogMark>> load();
    void note(const std::vector<signals::LogMark> &marks);
    // When something was noted since. Errors: Storage; what was noted stays noted.
    [[nodiscard]] base::Status save();
    [[nodiscard]] bool isDirty() const { return m_isDirty; }

private:
    QString m_path;
    std::map<std::string, std::string> m_marks;
    bool m_isDirty = false;
};

} // namespace wf::station::tail
