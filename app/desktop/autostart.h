// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace wf::app {

// Whether the desktop starts the console at log-in: the entry of the XDG Autostart Specification in
// ~/.config/autostart. Small files, read and written at once.
class Autostart {
public:
    // `folder` is where entries lie.
    explicit Autostart(QString folder = usualFolder(),
                       const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

    struct State {
        bool isOn = false;
        QString command; // what the entry starts; empty: there is none
        QString doubt;   // why it may not come about, or cannot; empty: nothing speaks against it
        bool isPossible = true;
    };
    [[nodiscard]] State state() const;
    // Replaces the entry, or removes it. Errors: Unsupported (a sandbox), Storage.
    [[nodiscard]] base::Status set(bool isOn, const QString &program, const QStringList &arguments) const;
    [[nodiscard]] QString path() const;
    [[nodiscard]] static QString usualFolder();

private:
    QString m_folder;
    QString m_sandbox; // its name; empty: none
    QString m_desktop;
};

// A command line as the Exec key has it (Desktop Entry Specification 1.5, "The Exec key"): quoted where it must be.
[[nodiscard]] QString execLine(const QString &program, const QStringList &arguments);

} // namespace wf::app
