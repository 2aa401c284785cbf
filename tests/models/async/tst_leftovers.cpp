// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/leftovers.h"

#include <QTest>
#include <QThread>
#include <QThreadPool>

using namespace wf;

namespace {

struct Told {
    std::atomic<int> destroyed{0};
    std::atomic<QThread *> by{nullptr};
};

struct Value {
    explicit Value(Told &told) : m_told(told) {}
    ~Value()
    {
        m_told.by = QThread::currentThread();
        ++m_told.destroyed;
    }
    Value(const Value &) = delete;
    Value &operator=(const Value &) = delete;

private:
    Told &m_told;
};

} // namespace

class TestLeftovers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void destroysOnThePoolWhatNobodyElseHolds()
    {
        QThreadPool pool;
        async::Leftovers leftovers(pool);
        Told alone, held;
        auto holder = std::make_shared<const Value>(held);
        leftovers.keep(std::make_shared<const Value>(alone));
        leftovers.keep(holder);
        leftovers.keep(nullptr);
        leftovers.sweep();
        QTRY_COMPARE(alone.destroyed.load(), 1);
        QVERIFY(alone.by.load() != QThread::currentThread());
        QCOMPARE(held.destroyed.load(), 0);
        QCOMPARE(leftovers.size(), std::size_t(1));
        holder.reset();
        QCOMPARE(held.destroyed.load(), 0);
        leftovers.sweep();
        QTRY_COMPARE(held.destroyed.load(), 1);
        QVERIFY(held.by.load() != QThread::currentThread());
        QCOMPARE(leftovers.size(), std::size_t(0));
        pool.waitForDone();
    }
};

QTEST_GUILESS_MAIN(TestLeftovers)
#include "tst_leftovers.moc"
