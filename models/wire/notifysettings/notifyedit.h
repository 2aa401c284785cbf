// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/notifysettings/notifysettings.h"

#include <optional>
#include <string>

// Changes of the settings file by one entry at a time, as text: comments and whatever else stands there stay.
namespace wf::wire {

enum class NotifySection { Channels, People, OnCall, Escalations, QuietHours, Watches };
[[nodiscard]] QString notifySectionKey(NotifySection section); // "onCall"

struct NotifyEntry {
    QString name; // empty: it has none
    QString text; // YAML of a map, in block style or on one line
    int line = 0; // of the file, from 1, where it begins
    friend bool operator==(const NotifyEntry &, const NotifyEntry &) = default;
};
// In the order of the file; empty when it cannot be read.
[[nodiscard]] std::vector<NotifyEntry> notifyEntries(std::string_view file, NotifySection section);

// The file with entry `index` replaced, added behind the last (`index` is their number), or removed (no text). An empty
// file is begun anew. Errors: Invalid, when the file or the entry is no YAML of such a shape.
[[nodiscard]] base::Result<std::string> withNotifyEntry(std::string_view file, NotifySection section, std::size_t index,
                                                        const std::optional<QString> &entry);

// The file with what this machine's desktop does replaced or added. Errors: Invalid.
[[nodiscard]] base::Result<std::string> withNotifyDesktop(std::string_view file, const DesktopSettings &desktop);

// What is wrong with the entry at `index`: places count from the entry's own first line.
[[nodiscard]] std::vector<FileProblem> problemsOfEntry(std::string_view file, NotifySection section, std::size_t index);

// How an entry of a section, or a channel of a kind, may begin.
[[nodiscard]] QString notifyTemplate(NotifySection section, Channel::Kind kind = Channel::Kind::Webhook);

} // namespace wf::wire
