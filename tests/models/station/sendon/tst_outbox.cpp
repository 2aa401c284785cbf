// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/outbox.h"

#include "models/base/clock.h"
#include "models/station/sendon/outboxshelf.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;

namespace {

constexpr Outbox::Size everything{1 << 20, 1 << 30};
constexpr qint64 roomy = 1 << 20;

std::vector<std::string> bodiesIn(Outbox &outbox)
{
    const auto parcel = outbox.oldest(everything);
    return parcel ? parcel->bodies : std::vector<std::string>();
}

} // namespace

class OutboxTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;
    [[nodiscard]] QString folder() const { return m_dir->filePath(QStringLiteral("box")); }
    [[nodiscard]] QStringList files() const
    {
        return QDir(folder()).entryList({QStringLiteral("*.out")}, QDir::Files, QDir::Name);
    }
    [[nodiscard]] qint64 bytesOnDisk() const
    {
        qint64 bytes = 0;
        for (const auto &name : files())
            bytes += QFileInfo(folder() + QLatin1Char('/') + name).size();
        return bytes;
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void givesWhatWasPushedInOrder();
    void bindsWhatFitsTogether();
    void survivesItsOwner();
    void keepsTheNewestWithinItsBound();
    void countsWhatWasPushedOutUnderWay();
    void goesOnAfterDamage();
    void takesAPlaceThatIsDamagedForTheBeginning();
    void saysWhatTheDiskDoesNotTake();
    void refusesWhatIsLargerThanItsBound();
    void isFoundAgainByItsReceiver();
    void sweepsOnlyWhatNobodyUses();
};

void OutboxTest::givesWhatWasPushedInOrder()
{
    Outbox outbox(folder(), roomy);
    QVERIFY(!outbox.oldest(everything));
    QVERIFY(outbox.push("one", {1, 10}).ok());
    QVERIFY(outbox.push("two", {2, 20}).ok());
    QCOMPARE(outbox.state().items, 3);
    QCOMPARE(outbox.state().weight, 30);
    const auto parcel = outbox.oldest(everything);
    QCOMPARE(parcel->bodies, (std::vector<std::string>{"one", "two"}));
    QCOMPARE(bodiesIn(outbox).size(), std::size_t(2)); // they stay
    QCOMPARE(outbox.takeAway(*parcel), 3);
    QCOMPARE(outbox.takeAway(*parcel), 0);
    QVERIFY(!outbox.oldest(everything));
    QCOMPARE(outbox.state().bytes, 0);
    QCOMPARE(files(), QStringList());
}

void OutboxTest::bindsWhatFitsTogether()
{
    Outbox outbox(folder(), roomy);
    for (int i = 0; i < 5; ++i)
        QVERIFY(outbox.push(std::to_string(i), {10, 100}).ok());
    QCOMPARE(outbox.oldest({25, 10'000})->items, 20);
    QCOMPARE(outbox.oldest({1'000, 350})->items, 30);
    QCOMPARE(outbox.oldest({1, 1})->items, 10); // one always goes
}

void OutboxTest::survivesItsOwner()
{
    {
        Outbox outbox(folder(), roomy);
        for (const char *body : {"a", "b", "c"})
            QVERIFY(outbox.push(body, {1, 1}).ok());
        QCOMPARE(outbox.takeAway(*outbox.oldest({1, 1})), 1);
    }
    Outbox outbox(folder(), roomy);
    QVERIFY(outbox.push("d", {1, 1}).ok());
    QCOMPARE(bodiesIn(outbox), (std::vector<std::string>{"b", "c", "d"}));
    QCOMPARE(outbox.state().items, 3);
    QCOMPARE(outbox.takeAway(*outbox.oldest(everything)), 3);
    Outbox empty(folder(), roomy);
    QVERIFY(!empty.oldest(everything));
    QVERIFY(empty.push("e", {1, 1}).ok());
    QCOMPARE(bodiesIn(empty), (std::vector<std::string>{"e"}));
}

void OutboxTest::keepsTheNewestWithinItsBound()
{
    Outbox outbox(folder(), 8'000);
    for (int i = 0; i < 100; ++i) {
        QVERIFY(outbox.push(std::string(400, 'x') + std::to_string(i), {1, 400}).ok());
        QVERIFY(bytesOnDisk() <= 8'000);
    }
    const auto state = outbox.state();
    QVERIFY(state.droppedItems > 0 && state.items > 10);
    QCOMPARE(state.droppedItems + state.items, 100);
    QVERIFY(bodiesIn(outbox).back().ends_with("99"));
    Outbox again(folder(), 8'000);
    QCOMPARE(static_cast<qint64>(bodiesIn(again).size()), state.items);
}

void OutboxTest::countsWhatWasPushedOutUnderWay()
{
    Outbox outbox(folder(), 4'000);
    QVERIFY(outbox.push(std::string(450, 'a'), {1, 1}).ok());
    QVERIFY(outbox.push(std::string(450, 'b'), {2, 1}).ok());
    const auto underWay = outbox.oldest(everything);
    for (int i = 0; i < 6; ++i)
        QVERIFY(outbox.push(std::string(450, 'c'), {4, 1}).ok());
    QVERIFY(outbox.push(std::string(450, 'd'), {8, 1}).ok());
    QCOMPARE(outbox.state().droppedItems, 1);
    QCOMPARE(outbox.takeAway(*underWay), 2);
    QCOMPARE(outbox.state().items, 32);
}

void OutboxTest::goesOnAfterDamage()
{
    Outbox outbox(folder(), roomy);
    for (const char *body : {"first", "second", "third"})
        QVERIFY(outbox.push(body, {1, 1}).ok());
    QFile file(folder() + QLatin1Char('/') + files().at(0));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray all = file.readAll();
    QVERIFY(file.seek(all.indexOf("second")));
    file.write("SECOND");
    file.close();
    QCOMPARE(bodiesIn(outbox), (std::vector<std::string>{"first"}));
    QCOMPARE(outbox.takeAway(*outbox.oldest(everything)), 1);
    QCOMPARE(bodiesIn(outbox), (std::vector<std::string>{"third"}));
    QVERIFY(outbox.state().damagedBytes > 0);
    QCOMPARE(outbox.state().droppedItems, 1);
    Outbox again(folder(), roomy);
    QCOMPARE(bodiesIn(again), (std::vector<std::string>{"third"}));
}

void OutboxTest::takesAPlaceThatIsDamagedForTheBeginning()
{
    {
        Outbox outbox(folder(), roomy);
        QVERIFY(outbox.push("a", {1, 1}).ok());
        QVERIFY(outbox.push("b", {1, 1}).ok());
        QCOMPARE(outbox.takeAway(*outbox.oldest({1, 1})), 1);
    }
    QFile place(folder() + QStringLiteral("/place"));
    QVERIFY(place.open(QIODevice::ReadWrite) && place.seek(8));
    place.write("?");
    place.close();
    Outbox outbox(folder(), roomy); // rather twice than never
    QCOMPARE(bodiesIn(outbox), (std::vector<std::string>{"a", "b"}));
}

void OutboxTest::saysWhatTheDiskDoesNotTake()
{
    QFile inTheWay(folder());
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    Outbox outbox(folder(), roomy);
    const auto pushed = outbox.push("a", {3, 1});
    QVERIFY(!pushed.ok());
    QCOMPARE(pushed.error().kind, base::ErrorKind::Storage);
    QCOMPARE(outbox.state().droppedItems, 3);
    QVERIFY(outbox.state().trouble.has_value());
    QVERIFY(!outbox.oldest(everything));
    QVERIFY(inTheWay.remove());
    QVERIFY(outbox.push("b", {1, 1}).ok());
    QVERIFY(!outbox.state().trouble);
    QCOMPARE(bodiesIn(outbox), (std::vector<std::string>{"b"}));
}

void OutboxTest::refusesWhatIsLargerThanItsBound()
{
    Outbox outbox(folder(), 1'000);
    QVERIFY(outbox.push("small", {1, 1}).ok());
    const auto pushed = outbox.push(std::string(2'000, 'x'), {5, 1});
    QCOMPARE(pushed.error().kind, base::ErrorKind::TooLarge);
    QCOMPARE(outbox.state().droppedItems, 5);
    QCOMPARE(bodiesIn(outbox), (std::vector<std::string>{"small"}));
}

void OutboxTest::isFoundAgainByItsReceiver()
{
    OutboxShelf shelf(folder());
    auto outbox = shelf.outbox(QStringLiteral("loki http://a"), roomy);
    QVERIFY(outbox->push("x", {1, 1}).ok());
    QCOMPARE(shelf.outbox(QStringLiteral("loki http://a"), roomy), outbox);
    QVERIFY(!shelf.outbox(QStringLiteral("loki http://b"), roomy)->oldest(everything));
    outbox.reset();
    QCOMPARE(bodiesIn(*shelf.outbox(QStringLiteral("loki http://a"), roomy)), (std::vector<std::string>{"x"}));
}

void OutboxTest::sweepsOnlyWhatNobodyUses()
{
    OutboxShelf shelf(folder());
    const auto used = shelf.outbox(QStringLiteral("used"), roomy);
    QVERIFY(used->push("x", {1, 1}).ok());
    QVERIFY(shelf.outbox(QStringLiteral("left"), roomy)->push("y", {1, 1}).ok());
    const qint64 nowNs = QDateTime::currentMSecsSinceEpoch() * base::nsPerMs;
    shelf.sweeping(nowNs)();
    QCOMPARE(QDir(folder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
    shelf.sweeping(nowNs + 8 * 24 * 3'600 * base::nsPerSecond)();
    QCOMPARE(QDir(folder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    QCOMPARE(bodiesIn(*used), (std::vector<std::string>{"x"}));
}

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
