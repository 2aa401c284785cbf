// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/tail/tailengine.h"
#include "tests/models/station/tail/fakeintake.h"
#include "tests/support/fakeclock.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace wf::stationtest {

// An engine over files in a temporary folder, driven by hand: time passes only when `pass` says so.
class TailFixture {
public:
    TailFixture()
    {
        settings.watchesMachine = false;
        settings.followsJournal = false;
        station::tail::TailGroup group;
        group.include = {folder.path() + QStringLiteral("/*.log")};
        group.start = station::tail::StartAt::Beginning;
        settings.groups = {group};
    }
    station::tail::TailGroup &group() { return settings.groups.front(); }
    [[nodiscard]] QString path(const char *name) const { return folder.filePath(QString::fromUtf8(name)); }

    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write(text) != text.size())
            qFatal("%s was not written", name);
    }
    void truncate(const char *name, const QByteArray &text = {}) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
            qFatal("%s was not written", name);
    }
    void rename(const char *from, const char *to) const
    {
        if (!QFile::rename(path(from), path(to)))
            qFatal("%s was not renamed", from);
    }

    station::tail::TailEngine &engine()
    {
        if (!m_engine)
            m_engine = std::make_unique<station::tail::TailEngine>(settings, intake, clock, path("positions.json"));
        return *m_engine;
    }
    // Rounds over so many seconds.
    void pass(double seconds = 2)
    {
        for (double t = 0; t < seconds; t += 0.25) {
            for (int i = 0; i < 20 && engine().step() == 0; ++i) {
            }
            clock.advance(base::nsPerSecond / 4);
        }
    }
    // As a new process would: what was not handed over is forgotten.
    void crash() { m_engine.reset(); }

    QTemporaryDir folder;
    station::tail::TailSettings settings;
    FakeIntake intake;
    base::ManualClock clock{support::instant("2026-11-28T15:36:56Z")};

private:
    std::unique_ptr<station::tail::TailEngine> m_engine;
};

} // namespace wf::stationtest
