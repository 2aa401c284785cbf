// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/deliver/deliverydesk.h"
#include "models/engine/notify/escalate/escalationkeeper.h"
#include "models/engine/notify/settings/notifyfile.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// A line of the settings' tables: an entry of the file, in words.
struct SettingsRow {
    std::size_t index = 0; // in the file
    QString name, kind, what, note;
    signals::Severity tone = signals::Severity::Unknown; // of the note
};
// Entries of a section as the settings have them; those of people, rotas and escalations say how they stand now.
[[nodiscard]] std::vector<SettingsRow> settingsRows(wire::NotifySection section, const wire::NotifySettings &settings,
                                                    const engine::EscalationKeeper &escalations,
                                                    const std::vector<engine::Delivery> &log, qint64 nowNs);
// Whether its rows can say how it stands now; else their last column is empty.
[[nodiscard]] bool hasNow(wire::NotifySection section);
[[nodiscard]] std::vector<items::RowColumn<SettingsRow>> settingsColumns(wire::NotifySection section);
[[nodiscard]] std::vector<items::RowColumn<engine::Delivery>> deliveryColumns(const base::Clock &clock);
// "Fri 22:00 for 8 h, FREQ=DAILY, Europe/Zurich".
[[nodiscard]] QString windowWords(const base::RecurringWindow &window);

} // namespace wf::ui
