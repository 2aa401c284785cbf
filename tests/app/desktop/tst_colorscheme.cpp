// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/colorscheme.h"
#include "tests/support/failonwarning.h"

#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace wf::app;
using namespace Qt::StringLiterals;

namespace {

// A settings portal on a bus of its own.
class Portal final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint scheme = 1;

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        asked = group + u'/' + key;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));
    }

public:
    QString asked;
};

} // namespace

class tst_ColorScheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { wf::support::failOnAnyWarning(); }
    void cleanupTestCase();
    void asksThePortalAndFollowsIt();
    void staysSilentWithoutABus();

private:
    QProcess m_daemon;
    QString m_address;
};

void tst_ColorScheme::initTestCase()
{
    const QString program = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (program.isEmpty())
        QSKIP("no dbus-daemon on this machine");
    m_daemon.start(program, {u"--session"_s, u"--print-address"_s, u"--nofork"_s});
    QTRY_VERIFY(m_daemon.canReadLine());
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
}

void tst_ColorScheme::cleanupTestCase()
{
    m_daemon.kill();
    QTRY_COMPARE(m_daemon.state(), QProcess::NotRunning);
}

void tst_ColorScheme::asksThePortalAndFollowsIt()
{
    auto there = QDBusConnection::connectToBus(m_address, u"portal"_s);
    QVERIFY(there.isConnected());
    Portal portal;
    QVERIFY(there.registerObject(u"/org/freedesktop/portal/desktop"_s, &portal, QDBusConnection::ExportAllSlots));
    QVERIFY(there.registerService(u"org.freedesktop.portal.Desktop"_s));

    ColorScheme scheme(QDBusConnection::connectToBus(m_address, u"console"_s));
    QSignalSpy changed(&scheme, &ColorScheme::changed);
    QVERIFY(!scheme.isDark());
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(portal.asked, u"org.freedesktop.appearance/color-scheme"_s);
    QCOMPARE(scheme.isDark(), std::optional(true));

    const auto tell = [&there](const QString &key, uint value) {
        auto news = QDBusMessage::createSignal(u"/org/freedesktop/portal/desktop"_s,
                                               u"org.freedesktop.portal.Settings"_s, u"SettingChanged"_s);
        news << u"org.freedesktop.appearance"_s << key << QVariant::fromValue(QDBusVariant(value));
        QVERIFY(there.send(news));
    };
    tell(u"contrast"_s, 2);     // another setting
    tell(u"color-scheme"_s, 0); // no preference: what was known stays
    tell(u"color-scheme"_s, 2);
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(scheme.isDark(), std::optional(false));
}

void tst_ColorScheme::staysSilentWithoutABus()
{
    ColorScheme scheme(QDBusConnection(u"none"_s));
    QVERIFY(!scheme.isDark());
}

QTEST_GUILESS_MAIN(tst_ColorScheme)
#include "tst_colorscheme.moc"
