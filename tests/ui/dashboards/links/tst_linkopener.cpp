// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/links/linkopener.h"

#include "widgets/base/theme.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDialog>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;

// Takes the place of the browser.
class Browser final : public QObject {
    Q_OBJECT
public:
    Browser()
    {
        QDesktopServices::setUrlHandler(u"https"_s, this, "open");
        QDesktopServices::setUrlHandler(u"http"_s, this, "open");
    }
    ~Browser() override
    {
        QDesktopServices::unsetUrlHandler(u"https"_s);
        QDesktopServices::unsetUrlHandler(u"http"_s);
    }
    QStringList opened;
public Q_SLOTS:
    void open(const QUrl &url) { opened << url.toString(); }
};

struct Stage {
    QTemporaryDir folder;
    base::ManualClock clock{nowNs};
    WatchContext context{clock};
    async::Pools pools;
    QWidget window;
    LinkOpener opener{pools, context, window};
    Browser browser;
    QSignalSpy boards{&opener, &LinkOpener::boardAsked};
    QSignalSpy variables{&opener, &LinkOpener::variablesAsked};
    QSignalSpy said{&context, &WatchContext::messageRequested};

    Stage()
    {
        QFile file(folder.filePath(u"api.json"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write(R"({"uid":"abc","title":"API","schemaVersion":39,"panels":[]})");
        opener.setFolder(folder.path());
        window.show();
    }
    void open(const QString &address)
    {
        opener.open(address, u"own"_s);
        QTRY_VERIFY(!opener.isReading());
    }
    [[nodiscard]] QDialog *dialog() const
    {
        for (auto *one : window.findChildren<QDialog *>())
            if (one->isVisible())
                return one;
        return nullptr;
    }
    void press(const QString &text) const
    {
        for (auto *button : dialog()->findChildren<QPushButton *>())
            if (button->text() == text)
                return button->click();
        QFAIL("no such button");
    }
};

} // namespace

class tst_LinkOpener : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void aDashboardOfTheConsoleOpensHere()
    {
        Stage s;
        s.open(u"https://grafana.example.org/d/abc/api?var-pod=a&from=now-6h&to=now"_s);
        QCOMPARE(s.boards.size(), 1);
        QCOMPARE(s.boards[0][0].toString(), s.folder.filePath(u"api.json"_s));
        QCOMPARE(s.context.timeSelection(), base::TimeSelection::last(6 * base::nsPerHour));
        QVERIFY(!s.dialog());
        s.open(u"?var-pod=b"_s);
        QCOMPARE(s.variables.size(), 1);
        QVERIFY(s.browser.opened.isEmpty());
    }
    void outsideIsAskedWithTheWholeAddress()
    {
        Stage s;
        const QString address = u"https://wiki.example.org/"_s + QString(600, u'a');
        s.open(address);
        QVERIFY(s.dialog());
        QCOMPARE(s.dialog()->findChild<QPlainTextEdit *>()->toPlainText(), address);
        QTest::keyClick(s.dialog(), Qt::Key_Return); // the safe answer is the first
        QTRY_VERIFY(!s.dialog());
        QVERIFY(s.browser.opened.isEmpty());
        s.open(address);
        s.dialog()->findChild<QCheckBox *>()->setChecked(true);
        s.press(u"Open"_s);
        QCOMPARE(s.browser.opened, QStringList{address});
        QTRY_VERIFY(!s.dialog());
        s.open(u"https://wiki.example.org/b"_s); // asked once
        QVERIFY(!s.dialog());
        QCOMPARE(s.browser.opened.size(), 2);
        s.open(u"https://other.example.org/b"_s);
        QVERIFY(s.dialog());
    }
    void whatIsNoWebAddressIsRefusedAloud_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *one :
             {"javascript:alert(1)", "file:///etc/passwd", "https://a@evil.example/", "/explore", "/d/zzz/x"})
            QTest::newRow(one) << QString::fromLatin1(one);
    }
    void whatIsNoWebAddressIsRefusedAloud()
    {
        QFETCH(QString, address);
        Stage s;
        s.open(address);
        QCOMPARE(s.said.size(), 1);
        QVERIFY(!s.dialog());
        QVERIFY(s.browser.opened.isEmpty() && s.boards.isEmpty());
    }
};

QTEST_MAIN(tst_LinkOpener)
#include "tst_linkopener.moc"
