// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loglist/loglist.h"

#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

std::vector<signals::LogLine> lines(int from, int to)
{
    std::vector<signals::LogLine> out;
    for (int i = from; i < to; ++i) {
        signals::LogLine l;
        l.timeNs = qint64(i) * base::nsPerMs;
        l.text = "line " + std::to_string(i) + (i % 5 == 0 ? " psp pool" : "");
        l.stream = {{"app", "payment"}};
        l.level = i % 1000 == 500 ? signals::LogLevel::Error : signals::LogLevel::Info;
        if (i == 42)
            l.traceId = u"0af7651916cd43dd8448eb211c80319c"_s;
        out.push_back(std::move(l));
    }
    return out;
}

signals::LogBuffer::Ptr buffer(int from, int to)
{
    return signals::LogBuffer::empty()->with(lines(from, to), 1'000'000);
}

struct Shown {
    LogList list;
    explicit Shown(int count, QSize size = {800, 440})
    {
        applyTheme(Theme::bundled(ThemeMode::Dark));
        LogReader reader;
        reader.service = [](const base::Labels &stream, const base::Labels &) { return stream.text("app"); };
        reader.fields = [](const signals::LogLine &line) {
            return std::vector<LogReader::Field>{
                {{u"msg"_s, QString::fromStdString(line.text), signals::ParsedField::Kind::String, 0, 0}, {}, false},
                {{u"app"_s, u"payment"_s, signals::ParsedField::Kind::String, 0, 0}, u"stream"_s, true}};
        };
        list.setReader(std::move(reader));
        list.resize(size);
        list.show();
        if (count > 0)
            list.setLines(buffer(0, count));
    }
    void key(Qt::Key k, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&list, k, modifiers); }
};

} // namespace

class TstLogList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyVisibleLinesBecomeText()
    {
        Shown s(1'000'000);
        static_cast<void>(s.list.grab());
        s.list.verticalScrollBar()->setValue(s.list.verticalScrollBar()->maximum() / 2);
        static_cast<void>(s.list.grab());
        QVERIFY2(s.list.linesPrepared() < 200, qPrintable(QString::number(s.list.linesPrepared())));
    }
    void standsAtTheEndAndFollows()
    {
        Shown s(1000);
        QVERIFY(s.list.isAtEnd());
        QVERIFY(!s.list.rowRect(999).isEmpty());
        s.list.setLines(buffer(0, 2000));
        QVERIFY(!s.list.rowRect(1999).isEmpty());
    }
    void scrolledUpItKeepsItsPlaceThroughEveryChange()
    {
        Shown s(1000);
        QSignalSpy follow(&s.list, &LogList::followChanged);
        s.list.goTo(100);
        QCOMPARE(follow.count(), 1);
        QVERIFY(!s.list.isAtEnd());
        const QRect before = s.list.rowRect(100);
        // Older lines come before, newer behind, old ones are let go: the line stays where it is.
        s.list.setLines(buffer(-500, 3000));
        QCOMPARE(s.list.rowRect(600), before);
        QCOMPARE(s.list.currentLine(), std::optional<std::size_t>(600));
        s.list.setLines(buffer(50, 3000));
        QCOMPARE(s.list.rowRect(50), before);
    }
    void endReturnsToFollowing()
    {
        Shown s(1000);
        s.list.goTo(10);
        s.list.setWaiting(214);
        s.key(Qt::Key_End);
        QVERIFY(s.list.isAtEnd());
    }
    void walksFromErrorToError()
    {
        Shown s(5000);
        s.list.goTo(600);
        s.key(Qt::Key_X);
        QCOMPARE(s.list.currentLine(), std::optional<std::size_t>(1500));
        s.key(Qt::Key_X, Qt::ShiftModifier);
        s.key(Qt::Key_X, Qt::ShiftModifier);
        QCOMPARE(s.list.currentLine(), std::optional<std::size_t>(500));
        QVERIFY(!s.list.goToError(false));
        QVERIFY(!s.list.rowRect(500).isEmpty());
    }
    void opensInPlaceAndItsFieldsFilter()
    {
        Shown s(100);
        s.list.goTo(42);
        s.key(Qt::Key_Return);
        QCOMPARE(s.list.expandedLine(), std::optional<std::size_t>(42));
        const QRect open = s.list.expansionRect();
        QVERIFY(open.height() > 60);
        QCOMPARE(s.list.rowRect(43).top(), open.bottom() + 1);
        QSignalSpy filter(&s.list, &LogList::filterRequested);
        QSignalSpy trace(&s.list, &LogList::traceRequested);
        // Every point of the expansion is pressed: each action is reached, none does harm.
        for (int y = open.top() + 3; y < open.bottom(); y += 8)
            for (int x = 0; x < open.width(); x += 12)
                QTest::mouseClick(s.list.viewport(), Qt::LeftButton, {}, QPoint(x, y));
        QVERIFY(trace.count() > 0);
        QVERIFY(filter.contains(QVariantList({u"msg"_s, u"line 42"_s, false, false})));
        QVERIFY(filter.contains(QVariantList({u"app"_s, u"payment"_s, true, true})));
        s.key(Qt::Key_Return);
        QVERIFY(!s.list.expandedLine());
    }
    void copiesSelectedLines()
    {
        Shown s(100);
        s.list.goTo(10);
        s.key(Qt::Key_J, Qt::ShiftModifier);
        s.key(Qt::Key_Down, Qt::ShiftModifier);
        s.key(Qt::Key_C, Qt::ControlModifier);
        const QStringList copied = QApplication::clipboard()->text().split(u'\n');
        QCOMPARE(copied.size(), 3);
        QCOMPARE(copied[0], u"1970-01-01T00:00:00.01Z\tinfo\tpayment\tline 10 psp pool"_s);
    }
    void wrappedEverythingIsReachable()
    {
        Shown s(0, {500, 440});
        auto all = lines(0, 300);
        for (auto &l : all)
            l.text.append(400, 'x');
        s.list.setLines(signals::LogBuffer::empty()->with(all, 1000));
        s.key(Qt::Key_W);
        QVERIFY(s.list.isWrapped());
        QVERIFY(!s.list.rowRect(299).isEmpty());
        QVERIFY(s.list.rowRect(299).height() > 60);
        QVERIFY(s.list.rowRect(299).bottom() <= s.list.viewport()->height());
        for (std::size_t line = 299; line-- > 0;) {
            s.key(Qt::Key_K);
            if (line < 298) {
                QVERIFY(s.list.currentLine().has_value());
                QVERIFY(!s.list.rowRect(*s.list.currentLine()).isEmpty());
            }
        }
    }
    void marksWhatIsSoughtAndTheCrossHair()
    {
        Shown s(20);
        const QImage plain = s.list.viewport()->grab().toImage();
        s.list.setSought({u"PSP"_s});
        const QImage marked = s.list.viewport()->grab().toImage();
        QVERIFY(marked != plain);
        s.list.setCrosshair(5 * base::nsPerMs);
        const QImage crossed = s.list.viewport()->grab().toImage();
        const int y = s.list.rowRect(4).bottom();
        QCOMPARE(crossed.pixelColor(300, y), Theme::of(&s.list).accent.base);
        QVERIFY(marked.pixelColor(300, y) != Theme::of(&s.list).accent.base);
    }
    void hostileLinesAreOnlyText()
    {
        Shown s(0);
        std::vector<signals::LogLine> bad;
        for (const std::string &text :
             {std::string("<b>bold</b><img src=file:///etc/passwd>"), std::string("\x1b[31mred\r\n\0zero", 17),
              std::string("\xff\xfe\x80 broken"), std::string(2 << 20, 'x'),
              std::string("\xe2\x80\xae"
                          "reversed"),
              std::string()}) {
            signals::LogLine l;
            l.timeNs = static_cast<qint64>(bad.size()) + 1;
            l.text = text;
            bad.push_back(l);
        }
        s.list.setLines(signals::LogBuffer::empty()->with(bad, 100));
        static_cast<void>(s.list.grab());
        s.key(Qt::Key_W);
        static_cast<void>(s.list.grab());
        s.list.goTo(3);
        s.key(Qt::Key_Return);
        static_cast<void>(s.list.grab());
    }
    void emptyAndLightPaintToo()
    {
        Shown s(0);
        s.key(Qt::Key_J);
        s.key(Qt::Key_X);
        s.key(Qt::Key_Return);
        applyTheme(Theme::bundled(ThemeMode::Light));
        s.list.setLines(buffer(0, 50));
        const QImage light = s.list.viewport()->grab().toImage();
        QCOMPARE(light.pixelColor(light.width() - 2, light.height() - 1), Theme::of(&s.list).surface.panel);
        applyTheme(Theme::bundled(ThemeMode::Dark));
    }
};

QTEST_MAIN(TstLogList)
#include "tst_loglist.moc"
