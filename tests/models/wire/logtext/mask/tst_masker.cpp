// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/masker.h"

#include "models/analysis/logs/parseline.h"
#include "tests/models/wire/logtext/mask/masksamples.h"
#include "tests/support/corpus.h"

#include <QDir>
#include <QTest>

#include <map>
#include <random>
#include <zlib.h>

using namespace wf;
using namespace wf::wire::logtext;

namespace {

struct Marked {
    std::string text; // without the marks
    std::string wanted;
    int marks = 0;
};

std::string maskOf(const std::string &rule)
{
    static const std::map<std::string, std::string> odd{
        {"aws_key", "[aws-key]"}, {"github_token", "[github-token]"}, {"private_key", "[private-key]"}};
    return odd.contains(rule) ? odd.at(rule) : '[' + rule + ']';
}

Marked read(const wiretest::MaskSample &sample)
{
    constexpr std::string_view open = "⟦", close = "⟧";
    const std::string line = sample.line;
    Marked out;
    std::size_t at = 0;
    for (auto begin = line.find(open); begin != std::string::npos; begin = line.find(open, at)) {
        const auto end = line.find(close, begin);
        const auto plain = line.substr(at, begin - at);
        const auto inside = line.substr(begin + open.size(), end - begin - open.size());
        const bool isNumberOfJson = plain.ends_with("\":");
        out.text += plain + inside;
        out.wanted += plain + (isNumberOfJson ? '"' + maskOf(sample.rule) + '"' : maskOf(sample.rule));
        ++out.marks;
        at = end + close.size();
    }
    out.text += line.substr(at);
    out.wanted += line.substr(at);
    return out;
}

std::string masked(std::string text, MaskRules rules = {})
{
    const auto masker = Masker::create(std::move(rules));
    Masker::Counts counts;
    masker->mask(text, counts);
    return text;
}

char luhnDigit(const std::string &digits)
{
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int d = digits[digits.size() - 1 - i] - '0';
        sum += i % 2 == 0 ? (d > 4 ? 2 * d - 9 : 2 * d) : d;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

// Planted into sentences as programs write them; the same on every machine.
class Planter {
public:
    std::pair<std::string, std::string> next() // text and the rule it belongs to
    {
        switch (roll(7)) {
        case 0:
            return {word() + '.' + word() + '@' + word() + ".example." + pick({"com", "org", "de", "co.uk"}), "email"};
        case 1: {
            std::string card = pick({"4", "51", "55", "2345", "6011", "3530"});
            while (card.size() < 15)
                card += digit();
            return {card + luhnDigit(card), "card"};
        }
        case 2:
            return {germanIban(), "iban"};
        case 3:
            return {pick({"+49 30 ", "+1 212 555 ", "+44 20 7946 ", "+33 6 12 34 "}) + digits(6), "phone"};
        case 4:
            return {"Bearer " + random(24) + '7', "token"};
        case 5:
            return {"AKIA" + upper(16), "aws_key"};
        default:
            return {pick({"password=", "client_secret=", "api_key="}) + random(10) + '1', "password"};
        }
    }
    std::string around(const std::string &secret)
    {
        switch (roll(4)) {
        case 0:
            return "2026-11-28 15:36:56,123 INFO [main] shop.Pay: request " + secret + " done in 12 ms";
        case 1:
            return "level=info msg=\"got " + secret + "\" took=3ms";
        case 2:
            return "{\"level\":\"info\",\"msg\":\"got " + secret + " now\",\"n\":12}";
        default:
            return secret;
        }
    }

private:
    std::size_t roll(std::size_t n) { return m_random() % n; }
    std::string pick(std::initializer_list<const char *> of) { return *(of.begin() + roll(of.size())); }
    char digit() { return static_cast<char>('0' + roll(10)); }
    std::string digits(int n)
    {
        std::string out;
        while (n-- > 0)
            out += digit();
        return out;
    }
    std::string word()
    {
        std::string out;
        for (std::size_t n = 3 + roll(6); n > 0; --n)
            out += static_cast<char>('a' + roll(26));
        return out;
    }
    std::string upper(int n)
    {
        std::string out;
        while (n-- > 0)
            out += static_cast<char>('A' + roll(26));
        return out;
    }
    std::string random(int n)
    {
        static constexpr std::string_view alphabet = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        std::string out;
        while (n-- > 0)
            out += alphabet[roll(alphabet.size())];
        return out;
    }
    std::string germanIban()
    {
        const std::string account = digits(18);
        int rest = 0;
        for (const char c : account + "131400") // D E 0 0
            rest = (rest * 10 + (c - '0')) % 97;
        const int check = 98 - rest;
        return "DE" + std::string(check < 10 ? "0" : "") + std::to_string(check) + account;
    }

    std::mt19937 m_random{20261128}; // NOLINT: the same every time
};

} // namespace

class TstMasker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Precision: of what was masked, how much should have been. Recall: of what should be masked, how much was. A line
    // counts as right only when it reads exactly as wanted.
    void masksTheLabelledSample()
    {
        struct Score {
            int wanted = 0, hit = 0, falsely = 0;
        };
        std::map<std::string, Score> scores;
        const auto masker = Masker::create();
        const auto names = masker->names();
        for (const auto &sample : wiretest::maskSamples()) {
            const Marked marked = read(sample);
            std::string text = marked.text;
            Masker::Counts counts;
            masker->mask(text, counts);
            if (*sample.rule)
                scores[sample.rule].wanted += marked.marks;
            const bool isRight = text == marked.wanted;
            if (!isRight)
                qInfo("  differs: %s", text.c_str());
            for (std::size_t i = 0; i < names.size(); ++i) {
                const auto n = static_cast<int>(counts[i]);
                const int right = isRight && names[i] == sample.rule ? std::min(n, marked.marks) : 0;
                scores[names[i]].hit += right;
                scores[names[i]].falsely += n - right;
            }
        }
        Score all;
        for (const auto &[rule, score] : scores) {
            if (score.wanted > 0)
                qInfo("%-13s wanted %3d  precision %.3f  recall %.3f", rule.c_str(), score.wanted,
                      score.hit / std::max(1.0, double(score.hit + score.falsely)), score.hit / double(score.wanted));
            all.wanted += score.wanted;
            all.hit += score.hit;
            all.falsely += score.falsely;
        }
        const double precision = all.hit / double(all.hit + all.falsely);
        const double recall = all.hit / double(all.wanted);
        qInfo("%-13s wanted %3d  precision %.3f  recall %.3f", "all", all.wanted, precision, recall);
        QVERIFY(all.wanted > 80);
        // The last lines of the sample are those nobody can tell by their shape.
        QCOMPARE(all.falsely, 1);
        QCOMPARE(all.wanted - all.hit, 3);
        QVERIFY(precision > 0.98 && recall > 0.96);
    }

    void findsAThousandPlantedOnes()
    {
        Planter planter;
        const auto masker = Masker::create();
        std::map<std::string, std::pair<int, int>> found;
        int missed = 0;
        for (int i = 0; i < 1000; ++i) {
            const auto [secret, rule] = planter.next();
            std::string text = planter.around(secret);
            const std::string before = text;
            Masker::Counts counts;
            masker->mask(text, counts);
            const auto shown = secret.substr(secret.find_first_of(" =") + 1);
            const bool isGone = text.find(shown) == std::string::npos && text.find(maskOf(rule)) != std::string::npos;
            ++found[rule].first;
            found[rule].second += isGone;
            if (!isGone) {
                ++missed;
                qInfo("missed in: %s -> %s", before.c_str(), text.c_str());
            }
        }
        for (const auto &[rule, n] : found)
            qInfo("%-9s %d of %d", rule.c_str(), n.second, n.first);
        QVERIFY2(missed <= 10, qPrintable(QString::number(missed)));
    }

    // Real lines without personal data: what is masked there is a mistake (but for the addresses of users in them).
    void leavesRealLinesAlone()
    {
        WF_REQUIRE_CORPUS(folder, "loghub");
        const auto masker = Masker::create();
        int lines = 0, changed = 0;
        for (const auto &system : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            gzFile file = gzopen(qPrintable(QDir(folder).filePath(system + QStringLiteral("/raw.log.gz"))), "rb");
            std::array<char, 1 << 16> line{};
            Masker::Counts counts;
            while (gzgets(file, line.data(), static_cast<int>(line.size()))) {
                std::string text = line.data();
                ++lines;
                if (masker->mask(text, counts)) {
                    ++changed;
                    if (changed <= 20)
                        qInfo("%s: %s -> %s", qPrintable(system), line.data(), text.c_str());
                }
            }
            gzclose(file);
        }
        qInfo("%d of %d lines changed", changed, lines);
        QVERIFY(lines >= 15900);
        QVERIFY(changed * 200 < lines); // less than half a percent
    }

    void addressesAreMaskedWhenAskedTo()
    {
        const std::string text = "10.0.0.1:80 ::1 [2001:db8::7]:443 fe80::1%eth0 15:36:56 1.2.3.4.5 999.1.1.1 v1.2.3.4 "
                                 "a::b x::y std::string";
        QCOMPARE(masked(text), text);
        MaskRules rules;
        rules[MaskRule::Ip] = true;
        QCOMPARE(masked(text, rules),
                 std::string(
                     "[ip]:80 [ip] [[ip]]:443 [ip]%eth0 15:36:56 1.2.3.4.5 999.1.1.1 v1.2.3.4 [ip] x::y std::string"));
    }
    void everyRuleCanBeSwitchedOff()
    {
        for (const auto &sample : wiretest::maskSamples()) {
            MaskRule rule{};
            if (!maskRuleFromName(sample.rule, rule))
                continue;
            MaskRules rules;
            rules.on.fill(false);
            const Marked marked = read(sample);
            QCOMPARE(masked(marked.text, rules), marked.text);
        }
    }
    void ownRulesComeLast()
    {
        MaskRules rules;
        rules.own = {{"order", "H-\\d+", ""}, {"host", "\\bdb-[a-z]+\\b", "<h\\1>"}};
        auto masker = Masker::create(rules);
        QVERIFY(masker.ok());
        std::string text = "H-12 from ann@example.com on db-main and db-x: H-7";
        Masker::Counts counts;
        QVERIFY(masker->mask(text, counts));
        QCOMPARE(text, std::string("[order] from [email] on <h\\1> and <h\\1>: [order]"));
        QCOMPARE(masker->names().size(), counts.size());
        QCOMPARE(counts[maskRuleCount], 2LL);
        QCOMPARE(counts[maskRuleCount + 1], 2LL);
        QCOMPARE(counts[0], 1LL);
    }
    void wrongPatternsAreNamed()
    {
        MaskRules rules;
        rules.own = {{"bad", "(", ""}};
        QVERIFY(Masker::create(rules).error().summary.contains(QStringLiteral("bad")));
        rules.own = {{"empty", "x*", ""}};
        QVERIFY(Masker::create(rules).error().summary.contains(QStringLiteral("empty")));
    }
    void maskedJsonStaysJson()
    {
        const std::string text = masked("{\"card\":4111111111111111,\"p\":\"x ann@example.com\","
                                        "\"password\":\"a\\\"b\",\"n\":1}");
        QCOMPARE(text, std::string("{\"card\":\"[card]\",\"p\":\"x [email]\",\"password\":\"[password]\",\"n\":1}"));
        QCOMPARE(analysis::parseLine(text).fields.size(), std::size_t{4});
    }
    void maskingTwiceChangesNothing()
    {
        for (const auto &sample : wiretest::maskSamples()) {
            const auto once = masked(read(sample).text);
            QCOMPARE(masked(once), once);
        }
    }
    // Long hostile lines cost time in proportion to their length.
    void isLinear()
    {
        for (const std::string piece :
             {"a@",        "4111 ",       "+1 ",      "eyJ",    "password=",   "password:\"", "a:b@",
              "http://a:", "-----BEGIN ", "Bearer ",  "0 1-",   "ghp_",        "AKIA",        "(",
              "DE89 ",     "::",          "cookie: ", "a.b@c.", "=\\\\\\\\\"", "_\"  \"="}) {
            std::string text;
            while (text.size() < (1 << 20))
                text += piece;
            QElapsedTimer timer;
            timer.start();
            (void)masked(text);
            QVERIFY2(timer.elapsed() < 2000, piece.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TstMasker)
#include "tst_masker.moc"
