// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/heap/heap.h"

#include <QFile>
#include <QTest>

#include <memory>
#include <vector>

namespace {

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
}

} // namespace

class tst_Heap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { wf::app::shareHeaps(); }
    void whatIsFreedInSmallPiecesGoesBack()
    {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__)
        QSKIP("another allocator");
#else
        std::vector<std::unique_ptr<char[]>> pieces;
        for (int i = 0; i < 64 * 1024; ++i)
            pieces.push_back(std::make_unique<char[]>(1000)); // 64 MB, filled with zeros
        const auto last = std::move(pieces.back());           // keeps the top of the heap where it is
        const qint64 full = residentBytes();
        pieces.clear();
        wf::app::returnFreedMemory();
        QVERIFY(residentBytes() < full - 32 * 1024 * 1024);
#endif
    }
};

QTEST_APPLESS_MAIN(tst_Heap)
#include "tst_heap.moc"
