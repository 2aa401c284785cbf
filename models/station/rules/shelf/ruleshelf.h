// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace wf::station {

// Groups of rules that people made in the console: a folder for each namespace, a file for each group with its text as
// it was written. A value; everything blocks: not for the GUI thread. Errors: NotFound, Invalid (no group, a name that
// cannot be kept), Storage.
class RuleShelf {
public:
    explicit RuleShelf(QString folder) : m_folder(std::move(folder)) {}
    static const QString folderName; // below the station's folder
    [[nodiscard]] static RuleShelf ofStation(const QString &directory);

    [[nodiscard]] base::Result<QByteArray> group(const QString &nameSpace, const QString &group) const;
    // One group, its name included; it replaces the group of that name, wholly or not at all.
    [[nodiscard]] base::Status put(const QString &nameSpace, const QByteArray &yaml) const;
    // A group that is gone already is success.
    [[nodiscard]] base::Status remove(const QString &nameSpace, const QString &group) const;

    // Copies all of it into a folder, which then is a shelf of its own.
    [[nodiscard]] base::Status snapshot(const QString &folder) const;

    struct Kept {
        QString nameSpace;
        QString path;
    };
    [[nodiscard]] std::vector<Kept> all() const; // by namespace, then by file

private:
    [[nodiscard]] base::Result<QString> pathOf(const QString &nameSpace, const QString &group) const;
    QString m_folder;
};

} // namespace wf::station
