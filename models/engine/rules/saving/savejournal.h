// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/saving/savedrules.h"

#include <optional>
#include <vector>

namespace wf::engine {

// What was saved from this console, and what lay there before: ID.json and ID.yml in a private folder, which nobody
// takes away but people. Everything blocks: not for the GUI thread. Errors: Storage.
class SaveJournal {
public:
    explicit SaveJournal(QString folder) : m_folder(std::move(folder)) {}

    // Before anything is written there: keeps `before` (nothing: nothing lay there) and sets SaveRecord::backup.
    [[nodiscard]] base::Status begin(SaveRecord &record, const std::optional<QByteArray> &before) const;
    // It lies there: the record counts from now on.
    [[nodiscard]] base::Status settle(SaveRecord &record) const;
    // It was not written after all.
    void drop(const SaveRecord &record) const;
    [[nodiscard]] base::Status markTakenBack(const QString &id) const;

    // Newest first; records that cannot be read are left out.
    [[nodiscard]] std::vector<SaveRecord> all() const;
    // What lay there before; nothing when nothing did.
    [[nodiscard]] base::Result<std::optional<QByteArray>> before(const SaveRecord &record) const;

private:
    [[nodiscard]] QString pathOf(const QString &id, const char *ending) const;
    [[nodiscard]] base::Status write(const SaveRecord &record) const;
    QString m_folder;
};

} // namespace wf::engine
