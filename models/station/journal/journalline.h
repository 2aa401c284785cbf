// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"
#include "models/station/journal/journalexport.h"
#include "models/wire/logtext/mask/masker.h"

#include <optional>

namespace wf::station::journal {

// An entry as a log line; nothing when it has no message. Labels: job="systemd-journal", service_name (the container,
// the unit without ".service", else the identifier), unit (of services), host. Metadata: identifier, pid, boot,
// transport. Level: what the message says of itself, else its priority (systemd.journal-fields(7)). The message is
// masked.
[[nodiscard]] std::optional<signals::LogLine> toLogLine(const JournalEntry &entry, const wire::logtext::Masker &masker,
                                                        wire::logtext::Masker::Counts &counts, qint64 nowNs);

} // namespace wf::station::journal
