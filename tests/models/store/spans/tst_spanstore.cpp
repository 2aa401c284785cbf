// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/spanstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <set>

#include <unistd.h>

using namespace wf;
using namespace wf::store;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 noonNs = 1'795'867'200 * base::nsPerSecond;
constexpr base::TimeRange ever{0, noonNs * 2};

QString idOf(int number)
{
    return QStringLiteral("%1").arg(number + 1, 32, 16, QLatin1Char('0'));
}

signals::Span spanOf(quint64 id, quint64 parent, const char *operation, int process, qint64 startNs, qint64 durationNs)
{
    signals::Span span;
    span.spanId = signals::SpanId(id);
    span.parentSpanId = signals::SpanId(parent);
    span.operation = QString::fromLatin1(operation);
    span.process = process;
    span.startNs = startNs;
    span.durationNs = durationNs;
    span.kind = signals::SpanKind::Server;
    return span;
}

// checkout calls payment, payment calls the database: three pieces as three services send them.
std::vector<signals::Trace> order(int number, qint64 startNs, qint64 durationNs = 50 * base::nsPerMs,
                                  bool failed = false)
{
    const auto piece = [&](const char *service) {
        signals::Trace t;
        t.traceId = idOf(number);
        t.processes = {{QString::fromLatin1(service), {{"host", "h" + std::to_string(number % 3)}}}};
        return t;
    };
    auto checkout = piece("checkout");
    checkout.spans = {spanOf(1, 0, "POST /order", 0, startNs, durationNs)};
    checkout.spans[0].tags =
        base::Labels{{"http.status_code", failed ? "500" : "200"}, {"order", std::to_string(number)}};
    checkout.spans[0].error = failed;
    auto payment = piece("payment");
    payment.spans = {spanOf(2, 1, "charge", 0, startNs + 1000, durationNs / 2),
                     spanOf(3, 2, "verify", 0, startNs + 2000, durationNs / 4)};
    auto database = piece("database");
    database.spans = {spanOf(4, 3, "SELECT", 0, startNs + 3000, durationNs / 8)};
    return {database, checkout, payment};
}

class Fixture {
public:
    Fixture() { reopen(); }
    void reopen()
    {
        m_store.reset();
        auto opened = SpanStore::open(options(), clock);
        if (opened)
            m_store = std::move(opened).value();
        else
            qWarning() << opened.error().summary << opened.error().detail;
    }
    void close() { m_store.reset(); }
    SpanStore *operator->() { return m_store.get(); }
    [[nodiscard]] QString path() const { return m_dir.path() + u"/spans"_s; }
    SpanOptions options()
    {
        SpanOptions o = base;
        o.directory = path();
        o.background = false;
        o.notice = [this](const StoreNotice &notice) { notices.push_back(notice); };
        return o;
    }
    void take(int number, qint64 startNs, qint64 durationNs = 50 * base::nsPerMs, bool failed = false)
    {
        const auto outcome = m_store->append(order(number, startNs, durationNs, failed));
        QVERIFY(outcome.ok());
        QCOMPARE(outcome->taken, qint64(4));
    }
    // Everything quiet goes into blocks.
    void seal()
    {
        clock.advance(3 * base::nsPerMinute);
        QVERIFY(m_store->tend().ok());
        QCOMPARE(m_store->statistics().headTraces, qint64(0));
    }
    QString found(const SpanSearch &search)
    {
        const auto answer = m_store->search(search);
        if (!answer)
            return answer.error().summary;
        QStringList ids;
        for (const auto &summary : answer->traces)
            ids << QString::number(summary.traceId.toInt(nullptr, 16) - 1);
        return ids.join(u',');
    }

    base::ManualClock clock{noonNs};
    SpanOptions base;
    std::vector<StoreNotice> notices;

private:
    QTemporaryDir m_dir;
    std::unique_ptr<SpanStore> m_store;
};

SpanSearch search(const QString &service = {}, const QString &operation = {}, const base::Labels &tags = {})
{
    SpanSearch s;
    s.service = service;
    s.operation = operation;
    s.tags = tags;
    s.range = ever;
    return s;
}

// Appends trace after trace, tells each number, tends now and then.
[[noreturn]] void runVictim(const QString &directory, int from)
{
    base::ManualClock clock(noonNs + from * base::nsPerSecond);
    SpanOptions options;
    options.directory = directory;
    options.background = false;
    auto store = SpanStore::open(options, clock);
    if (!store)
        qFatal("%s", qPrintable(store.error().summary));
    for (int number = from;; ++number) {
        clock.advance(base::nsPerSecond);
        const auto pieces = order(number, clock.nowNs());
        // The last piece of a trace comes with the next one.
        const auto late = order(number - 1, clock.nowNs() - base::nsPerSecond);
        if (!(*store)->append({pieces.data(), 2}).ok() || (number > from && !(*store)->append({&late[2], 1}).ok()))
            qFatal("a trace was not taken");
        const QByteArray line = QByteArray::number(number) + '\n';
        if (::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size())) != line.size())
            ::_exit(1);
        if (number % 60 == 0) {
            clock.advance(2 * base::nsPerMinute + 1);
            if (!(*store)->tend().ok())
                qFatal("tending failed");
        }
    }
}

} // namespace

class TstSpanStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void piecesComeTogetherInAnyOrder()
    {
        Fixture f;
        const auto pieces = order(7, noonNs);
        for (int where = 0; where < 3; ++where) {
            // Each piece into another block, the first one twice.
            QVERIFY(f->append({&pieces[static_cast<std::size_t>(where)], 1}).ok());
            QVERIFY(f->append({&pieces[0], 1}).ok());
            if (where < 2)
                f.seal();
        }
        for (int round = 0; round < 3; ++round) {
            const auto trace = f->trace(idOf(7).toUpper());
            QVERIFY(trace.ok());
            QCOMPARE((*trace)->spans.size(), std::size_t(4));
            QCOMPARE((*trace)->depth, (std::vector<int>{0, 1, 2, 3}));
            QCOMPARE((*trace)->service((*trace)->spans[3]), u"database"_s);
            QCOMPARE((*trace)->spans[0].tags.value("order"), std::string_view("7"));
            QCOMPARE(f.found(search(u"payment"_s)), u"7"_s);
            f.reopen();
            if (round == 1)
                f.seal();
        }
        // The day is over: one block, in which the trace is whole.
        f.clock.set(noonNs + 2 * base::nsPerDay);
        QVERIFY(f->tend().ok());
        QCOMPARE(f->statistics().blocks, 1);
        QCOMPARE(f->statistics().blockTraces, qint64(1));
        QCOMPARE(f->statistics().blockSpans, qint64(4));
        QCOMPARE(f->dependencies(ever).size(), std::size_t(2));
        QCOMPARE(QDir(f.path() + u"/blocks"_s).entryList(QDir::Files).size(), 1);
        QCOMPARE(f->trace(idOf(8)).error().kind, base::ErrorKind::NotFound);
        QVERIFY(f.notices.empty());
    }

    void searchesFind()
    {
        Fixture f;
        for (int i = 0; i < 20; ++i) {
            f.take(i, noonNs + i * base::nsPerMinute, (10 + i) * base::nsPerMs, i % 5 == 0);
            if (i == 12)
                f.seal();
        }
        for (int where = 0; where < 2; ++where) {
            auto s = search();
            s.limit = 3;
            QCOMPARE(f.found(s), u"19,18,17"_s);
            s.range = {noonNs + 5 * base::nsPerMinute, noonNs + 7 * base::nsPerMinute};
            QCOMPARE(f.found(s), u"7,6,5"_s);
            QCOMPARE(f.found(search(u"checkout"_s, u"charge"_s)), QString());
            s = search(u"payment"_s, u"charge"_s);
            s.limit = 1;
            QCOMPARE(f.found(s), u"19"_s);
            QCOMPARE(f.found(search({}, {}, {{"order", "4"}})), u"4"_s);
            QCOMPARE(f.found(search(u"checkout"_s, {}, {{"http.status_code", "500"}, {"host", "h2"}})), u"5"_s);
            QCOMPARE(f.found(search(u"payment"_s, {}, {{"http.status_code", "500"}})), QString());
            QCOMPARE(f.found(search({}, {}, {{"error", "true"}})), u"15,10,5,0"_s);
            s = search(u"checkout"_s);
            s.minDurationNs = 27 * base::nsPerMs;
            QCOMPARE(f.found(s), u"19,18,17"_s);
            s.maxDurationNs = 28 * base::nsPerMs;
            QCOMPARE(f.found(s), u"18,17"_s);
            s = search();
            s.filter = [](const signals::Trace &trace) {
                return std::ranges::any_of(trace.spans, [](const auto &span) { return span.error; });
            };
            s.limit = 2;
            QCOMPARE(f.found(s), u"15,10"_s);
            s = search();
            s.mostExamined = 5;
            const auto cut = f->search(s);
            QCOMPARE(cut->traces.size(), std::size_t(5));
            QVERIFY(cut->completeness.truncated);
            f.seal();
        }
        const auto summary = f->search(search({}, {}, {{"order", "10"}}))->traces.at(0);
        QCOMPARE(summary.rootService, u"checkout"_s);
        QCOMPARE(summary.spanCount, 4);
        QCOMPARE(summary.errorCount, 1);
        auto nothing = search();
        nothing.limit = 0;
        QCOMPARE(f->search(nothing).error().kind, base::ErrorKind::Invalid);
    }

    void servicesOperationsAndCallsAreKnown()
    {
        Fixture f;
        f.take(1, noonNs);
        f.seal();
        f.take(2, noonNs + base::nsPerHour);
        f.take(3, noonNs + base::nsPerHour);
        for (int where = 0; where < 2; ++where) {
            QCOMPARE(f->services(), (QStringList{u"checkout"_s, u"database"_s, u"payment"_s}));
            const auto operations = f->operations(u"payment"_s);
            QCOMPARE(operations.size(), std::size_t(2));
            QCOMPARE(operations[0].name, u"charge"_s);
            QCOMPARE(operations[0].kind, signals::SpanKind::Server);
            QVERIFY(f->operations(u"nobody"_s).empty());
            const auto calls = f->dependencies(ever);
            QCOMPARE(calls.size(), std::size_t(2));
            QCOMPARE(calls[0].caller, u"checkout"_s);
            QCOMPARE(calls[0].callee, u"payment"_s);
            QCOMPARE(calls[0].count, qint64(3));
            const auto later = f->dependencies({noonNs + base::nsPerMinute, noonNs + 2 * base::nsPerHour});
            QCOMPARE(later.at(1).count, qint64(2));
            f.seal();
            f.reopen();
        }
    }

    void whatCannotBeIsRefused()
    {
        Fixture f;
        f.base.mostTraceSpans = 10;
        f.base.mostHeadSpans = 20;
        f.reopen();
        auto pieces = order(1, noonNs);
        pieces[0].traceId = u"xyz"_s;
        pieces[1].spans[0].startNs = noonNs + 2 * base::nsPerDay;
        pieces[2].spans[0].process = 3;
        const auto outcome = f->append(pieces);
        QCOMPARE(outcome->taken, qint64(1));
        QCOMPARE(outcome->refused.size(), std::size_t(3));
        QVERIFY(f->append(order(2, noonNs)).ok() && f->append(order(2, noonNs)).ok());
        const auto long_ = f->append(order(2, noonNs));
        QCOMPARE(long_->taken, qint64(2)); // up to ten
        QVERIFY(long_->refused.at(0).reason.contains(u"more than 10"_s));
        for (int i = 3; i < 11; ++i)
            QVERIFY(f->append(order(i, noonNs)).ok());
        const auto full = f->append(order(11, noonNs));
        QCOMPARE(full.error().kind, base::ErrorKind::RateLimited);
        QVERIFY(full.error().retryAfter.has_value());
        // A full head gives up what is not quiet yet.
        QVERIFY(f->tend().ok());
        QVERIFY(f->append(order(11, noonNs)).ok());
        QCOMPARE(f->trace(idOf(2)).value()->spans.size(), std::size_t(4));
    }

    void damageIsSetAsideAndTheRestIsRead()
    {
        Fixture f;
        for (int i = 0; i < 3; ++i) {
            f.take(i, noonNs + i * base::nsPerMinute);
            f.seal();
        }
        f.close();
        const QDir folder(f.path() + u"/blocks"_s);
        const auto names = folder.entryList(QDir::Files, QDir::Name);
        QCOMPARE(names.size(), 3);
        const auto damage = [&](const QString &name, qint64 fromEnd) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.seek(fromEnd > 0 ? file.size() - fromEnd : -fromEnd));
            QCOMPARE(file.write("xxxxxxxx"), qint64(8));
        };
        damage(names[0], 20);  // the footer
        damage(names[1], -30); // a group of traces
        f.reopen();
        QCOMPARE(f.notices.size(), std::size_t(1));
        QVERIFY(QFile::exists(f.notices[0].path));
        QCOMPARE(f.found(search()), u"2"_s);
        QCOMPARE(f->statistics().blocks, 2);
        QCOMPARE(f->statistics().damagedFiles, qint64(1));
    }

    void nothingTakenIsLostWhenTheWriterIsKilled()
    {
        QTemporaryDir dir;
        const QString directory = dir.path() + u"/spans"_s;
        std::mt19937 random(4);
        int next = 0;
        std::set<int> acknowledged;
        for (int round = 0; round < 12; ++round) {
            QProcess victim;
            victim.start(QCoreApplication::applicationFilePath(), {u"--victim"_s, directory, QString::number(next)});
            QByteArray output;
            const auto lines = static_cast<qsizetype>(1 + random() % 200);
            while (output.count('\n') < lines) {
                QVERIFY2(victim.waitForReadyRead(30'000), victim.readAllStandardError().constData());
                output += victim.readAllStandardOutput();
            }
            victim.kill();
            QVERIFY(victim.waitForFinished());
            output += victim.readAllStandardOutput();
            const auto told = output.left(output.lastIndexOf('\n')).split('\n');
            for (const auto &line : told)
                acknowledged.insert(line.toInt());
            const int last = *acknowledged.rbegin();
            base::ManualClock clock(noonNs + last * base::nsPerSecond);
            std::vector<StoreNotice> notices;
            SpanOptions options;
            options.directory = directory;
            options.background = false;
            options.notice = [&](const StoreNotice &notice) { notices.push_back(notice); };
            const auto store = SpanStore::open(options, clock);
            QVERIFY(store.ok());
            QVERIFY2(notices.empty(), "a kill must damage nothing");
            for (const int number : acknowledged) {
                const auto trace = (*store)->trace(idOf(number));
                QVERIFY2(trace.ok(), "an acknowledged trace is gone");
                // The last two of a round lack the piece that comes later, or have it.
                const bool whole = acknowledged.contains(number + 1) && number + 1 != next && number + 1 < last;
                QVERIFY((*trace)->spans.size() <= 4 && (*trace)->spans.size() >= (whole ? 4U : 2U));
            }
            next = last + 2;
        }
        QVERIFY(acknowledged.size() > 300);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--victim") == 0)
        runVictim(QString::fromLocal8Bit(argv[2]), QByteArray(argv[3]).toInt());
    TstSpanStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_spanstore.moc"
