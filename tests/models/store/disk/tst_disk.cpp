// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/appendfile.h"
#include "models/store/disk/archive.h"
#include "models/store/disk/bytesource.h"
#include "models/store/disk/frames.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <random>

#include <sys/resource.h>

using namespace wf;
using namespace wf::store;

namespace {

std::vector<std::string> records(std::string_view file, FrameReport &report)
{
    std::vector<std::string> out;
    report = readFrames(file, [&](std::string_view record) { out.emplace_back(record); });
    return out;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TstDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void recordsComeBack()
    {
        const std::vector<std::string> sent{"one", "", std::string(100'000, 'x'), "WFr1", "four"};
        std::string file;
        for (const auto &record : sent)
            file += framed(record);
        FrameReport report;
        QCOMPARE(records(file, report), sent);
        QCOMPARE(report.wholeBytes, static_cast<qint64>(file.size()));
        QVERIFY(!report.isDamaged());
    }

    void aCutEndIsNotDamage()
    {
        const std::string whole = framed("one") + framed("two");
        const std::string last = framed("three");
        for (std::size_t cut = 0; cut < last.size(); ++cut) {
            FrameReport report;
            QCOMPARE(records(whole + last.substr(0, cut), report).size(), std::size_t(2));
            QCOMPARE(report.wholeBytes, static_cast<qint64>(whole.size()));
            QVERIFY(!report.isDamaged());
        }
    }

    void readingGoesOnAfterDamage()
    {
        std::mt19937 random(2);
        for (int round = 0; round < 500; ++round) {
            std::string file;
            for (int i = 0; i < 20; ++i)
                file += framed("record " + std::to_string(i));
            const std::size_t size = file.size() / 20;
            const std::size_t hit = random() % 19;
            file[hit * (file.size() / 20) + random() % size] ^= static_cast<char>(1 + random() % 255);
            FrameReport report;
            const auto found = records(file, report);
            QVERIFY(found.size() >= 18); // frames are not all of one length: the hit may touch two
            QVERIFY(report.isDamaged());
            QCOMPARE(found.back(), std::string("record 19"));
        }
    }

    void aFileGrowsAndIsCutBack()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("log"));
        {
            const auto file = AppendFile::open(path, 0);
            QVERIFY(file.ok());
            QVERIFY((*file)->append("hello ").ok() && (*file)->append("world").ok() && (*file)->sync().ok());
            QCOMPARE((*file)->size(), qint64(11));
        }
        QCOMPARE(QFile(path).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), 0);
        const auto file = AppendFile::open(path, 6);
        QVERIFY((*file)->append("there").ok());
        QCOMPARE(contentOf(path), QByteArray("hello there"));
        QVERIFY(QFile::link(path, dir.filePath(QStringLiteral("link"))));
        QVERIFY(!AppendFile::open(dir.filePath(QStringLiteral("link")), 0).ok());
    }

    void aWriteThatComesShortLeavesNothing()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("log"));
        const auto file = AppendFile::open(path, 0);
        QVERIFY((*file)->append(std::string(50'000, 'a')).ok());
        // A limit on file size makes write() come short exactly as a full disk does.
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        auto *handler = std::signal(SIGXFSZ, SIG_IGN);
        const auto restore = qScopeGuard([&] {
            setrlimit(RLIMIT_FSIZE, &before);
            std::signal(SIGXFSZ, handler);
        });
        const rlimit small{60'000, before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto refused = (*file)->append(std::string(20'000, 'b'));
        QCOMPARE(refused.error().kind, base::ErrorKind::Storage);
        QVERIFY((*file)->diskWasFull());
        QVERIFY(refused.error().summary.contains(QStringLiteral("disk is full")));
        QCOMPARE(contentOf(path), QByteArray(50'000, 'a'));
        QVERIFY((*file)->append(std::string(10'000, 'c')).ok());
        QVERIFY(!(*file)->diskWasFull());
        QCOMPARE(contentOf(path).size(), 60'000);
    }

    void bytesAreReadWhereTheyAre()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("file"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("0123456789");
        file.close();
        const auto bytes = openBytes(path);
        QCOMPARE((*bytes)->size(), qint64(10));
        std::string got(4, ' ');
        QVERIFY((*bytes)->read(3, got).ok());
        QCOMPARE(got, std::string("3456"));
        QCOMPARE((*bytes)->read(8, got).error().kind, base::ErrorKind::Storage);
        QCOMPARE(openBytes(path + QStringLiteral("x")).error().kind, base::ErrorKind::NotFound);
    }

    void anArchiveIsReadInPartsAndByZstd()
    {
        const QTemporaryDir dir;
        std::mt19937 random(6);
        QByteArray content;
        while (content.size() < 300'000)
            content += QByteArray::number(static_cast<int>(random() % 1000)) + ' ';
        QFile file(dir.filePath(QStringLiteral("plain")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const QString path = dir.filePath(QStringLiteral("plain.zst"));
        const auto plain = *openBytes(file.fileName());
        QVERIFY(writeArchive(*plain, path, {10'000, 9}, {}).ok());
        QVERIFY(QFileInfo(path).size() < content.size() * 2 / 3);
        const auto archive = openArchive(path);
        QVERIFY(archive.ok());
        QCOMPARE((*archive)->size(), qint64(content.size()));
        for (int round = 0; round < 300; ++round) {
            const auto from = static_cast<qint64>(random() % static_cast<unsigned>(content.size()));
            std::string got(std::min<std::size_t>(random() % 40'000, static_cast<std::size_t>(content.size() - from)),
                            ' ');
            QVERIFY((*archive)->read(from, got).ok());
            QVERIFY(content.mid(from, static_cast<qsizetype>(got.size())).toStdString() == got);
        }
        std::string beyond(2, ' ');
        QVERIFY(!(*archive)->read(content.size() - 1, beyond).ok());
        if (QStandardPaths::findExecutable(QStringLiteral("zstd")).isEmpty())
            qInfo("zstd is not installed: the archive was not given to it");
        else {
            QProcess zstd;
            zstd.start(QStringLiteral("zstd"), {QStringLiteral("-d"), QStringLiteral("-c"), path});
            QVERIFY(zstd.waitForFinished());
            QVERIFY(zstd.readAllStandardOutput() == content);
        }
        // Damage in a frame, in the table, at the end.
        for (const qint64 at : {qint64(100), QFileInfo(path).size() - 60, QFileInfo(path).size() - 3}) {
            QByteArray broken = contentOf(path);
            broken[at] = static_cast<char>(broken[at] ^ 0x55);
            QFile other(dir.filePath(QStringLiteral("broken.zst")));
            QVERIFY(other.open(QIODevice::WriteOnly | QIODevice::Truncate));
            other.write(broken);
            other.close();
            const auto opened = openArchive(other.fileName());
            std::string all(static_cast<std::size_t>(content.size()), ' ');
            QVERIFY(!opened.ok() || !(*opened)
                                         ->read(0, std::span(all).first(std::min<std::size_t>(
                                                       all.size(), static_cast<std::size_t>((*opened)->size()))))
                                         .ok());
        }
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(writeArchive(*plain, path + QStringLiteral("2"), {}, stop.get_token()).error().kind,
                 base::ErrorKind::Cancelled);
        QCOMPARE(QDir(dir.path()).entryList({QStringLiteral("plain.zst2*")}).size(), 0);
    }
};

QTEST_APPLESS_MAIN(TstDisk)
#include "tst_disk.moc"
