// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/block/textfilter.h"
#include "tests/support/failonwarning.h"

#include <random>

using namespace wf::store;

class tst_TextFilter : public QObject {
    Q_OBJECT
    static bool may(const TextFilter &filter, std::string_view needle)
    {
        const NeedleHashes hashes(needle);
        return hashes.mayBeInShort(filter.shortBits) && hashes.mayBeInLong(filter.longBits);
    }
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void whatIsThereIsNeverDenied();
    void mostOfWhatIsNotThereIsDenied();
    void filtersAreSmall();
    void caseDoesNotCount();
    void anEmptyFilterSaysNothing();
};

void tst_TextFilter::whatIsThereIsNeverDenied()
{
    std::mt19937 random(1);
    TextFilterBuilder builder;
    for (const unsigned size : {0U, 2U, 7U, 8U, 14U, 15U, 16U, 100U, 5'000U, 300'000U}) {
        std::string text;
        for (unsigned i = 0; i < size; ++i)
            text += static_cast<char>(size % 2 == 0 ? random() % 256 : 97 + random() % 6);
        builder.add(text);
        const auto filter = builder.take();
        for (int round = 0; round < 300 && size > 0; ++round) {
            const std::size_t at = random() % size;
            const std::string needle = text.substr(at, 1 + random() % 60);
            QVERIFY2(may(filter, needle), qPrintable(QStringLiteral("%1 bytes of %2").arg(needle.size()).arg(size)));
        }
    }
}

void tst_TextFilter::mostOfWhatIsNotThereIsDenied()
{
    std::mt19937 random(2);
    const auto id = [&random] {
        std::string out;
        for (int i = 0; i < 32; ++i)
            out += "0123456789abcdef"[random() % 16];
        return out;
    };
    TextFilterBuilder builder;
    std::string text;
    while (text.size() < 256 * 1024)
        text += "request " + id() + " finished\n";
    builder.add(text);
    const auto filter = builder.take();
    int ids = 0;
    for (int i = 0; i < 1'000; ++i)
        ids += may(filter, id()) ? 1 : 0;
    QVERIFY2(ids < 60, qPrintable(QString::number(ids))); // every triple of digits occurs: the long filter tells
    QVERIFY(!may(filter, "zebra"));
}

void tst_TextFilter::filtersAreSmall()
{
    TextFilterBuilder builder;
    std::string text;
    for (int i = 0; i < 3'000; ++i)
        text += "level=info msg=\"request finished\" path=/api/items/" + std::to_string(i) + " status=200\n";
    builder.add(text);
    const auto filter = builder.take();
    QVERIFY2(filter.shortBits.size() + filter.longBits.size() < text.size() / 20,
             qPrintable(QString::number(filter.shortBits.size() + filter.longBits.size())));
}

void tst_TextFilter::caseDoesNotCount()
{
    TextFilterBuilder builder;
    builder.add("An ERROR Occurred While Reading The File");
    const auto filter = builder.take();
    QVERIFY(may(filter, "error occurred while"));
    QVERIFY(may(filter, "ERROR OCCURRED WHILE"));
}

void tst_TextFilter::anEmptyFilterSaysNothing()
{
    QVERIFY(may({}, "whatever it is that is looked for"));
    QVERIFY(NeedleHashes("ab").isUnsure());
}

QTEST_APPLESS_MAIN(tst_TextFilter)
#include "tst_textfilter.moc"
