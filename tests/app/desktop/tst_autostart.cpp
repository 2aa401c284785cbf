// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/autostart.h"

#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::app;
using namespace Qt::StringLiterals;

namespace {

QProcessEnvironment desktop(const QString &name)
{
    QProcessEnvironment out;
    if (!name.isEmpty())
        out.insert(u"XDG_CURRENT_DESKTOP"_s, name);
    return out;
}

} // namespace

class TestAutostart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void itIsTurnedOnAndOffAndToldAsItIs()
    {
        const QTemporaryDir dir;
        const Autostart autostart(dir.filePath(u"autostart"_s), desktop(u"GNOME"_s));
        QVERIFY(!autostart.state().isOn);
        QVERIFY(autostart.set(true, u"/bin/sh"_s, {u"--in-tray"_s, u"--environment"_s, u"a \"b\" $c 5%"_s}).ok());
        const auto state = autostart.state();
        QVERIFY(state.isOn);
        QVERIFY2(state.doubt.isEmpty(), qPrintable(state.doubt));
        QCOMPARE(state.command, u"\"/bin/sh\" \"--in-tray\" \"--environment\" \"a \\\\\"b\\\\\" \\\\$c 5%%\""_s);
        QVERIFY(autostart.set(false, {}, {}).ok());
        QVERIFY(!autostart.state().isOn);
        QVERIFY(autostart.set(false, {}, {}).ok());
    }

    void whatTheDesktopTurnedOffIsOff()
    {
        const QTemporaryDir dir;
        const Autostart autostart(dir.path(), desktop(u"KDE"_s));
        QVERIFY(autostart.set(true, u"/bin/sh"_s, {}).ok());
        QFile file(autostart.path());
        QVERIFY(file.open(QIODevice::Append));
        file.write("Hidden=true\n");
        file.close();
        QVERIFY(!autostart.state().isOn);
    }

    void itSaysWhyItMayNotComeAbout()
    {
        const QTemporaryDir dir;
        const Autostart bare(dir.path(), desktop({}));
        QVERIFY(bare.state().doubt.contains(u"XDG_CURRENT_DESKTOP"_s));
        const Autostart gone(dir.path(), desktop(u"GNOME"_s));
        QVERIFY(gone.set(true, u"/nowhere/watchfloor"_s, {}).ok());
        QVERIFY(gone.state().doubt.contains(u"/nowhere/watchfloor"_s));
        QProcessEnvironment sandbox = desktop(u"GNOME"_s);
        sandbox.insert(u"FLATPAK_ID"_s, u"org.watchfloor.Watchfloor"_s);
        const Autostart caged(dir.path(), sandbox);
        QVERIFY(!caged.state().isPossible);
        QVERIFY(!caged.set(true, u"/bin/sh"_s, {}).ok());
        const Autostart nowhere(u"/proc/none"_s, desktop(u"GNOME"_s));
        QVERIFY(!nowhere.set(true, u"/bin/sh"_s, {}).ok());
    }
};

QTEST_GUILESS_MAIN(TestAutostart)
#include "tst_autostart.moc"
