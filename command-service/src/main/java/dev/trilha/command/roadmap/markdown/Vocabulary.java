package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.Annotation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words, Portuguese and English, by which a document says what a part of it is. All of them are
 * compared with folded text ({@link Folding}).
 */
final class Vocabulary {
  private static final Pattern LEVEL =
      pattern(
          "(?:tier|nivel|level)\\b.*"
              + "|(?:fase|phase|etapa|estagio|stage|modulo|module|parte|part)\\s+(?:\\d+|[ivx]+)\\b.*"
              + "|(?:iniciante|intermediario|avancado|basico|beginner|basic|intermediate|advanced"
              + "|junior|pleno|senior)\\b\\W*(?:\\(.*)?");

  /** At the beginning, behind a sign, or anywhere in brackets: elsewhere it is a word of many. */
  private static final Pattern CHOICE =
      pattern(
          "(?:^|[:;,.!?/|–—-]\\s*|[(\\[](?:[^)\\]]{0,40}\\s)?)(?:escolha|escolher|choose|pick|select)\\s+(?:pelo"
              + " menos\\s+|at least\\s+|any\\s+)?(uma?|one|dois|duas|two|tres|three|[1-9])\\b");

  private static final Map<String, Integer> NUMBERS =
      Map.of("um", 1, "uma", 1, "one", 1, "dois", 2, "duas", 2, "two", 2, "tres", 3, "three", 3);
  private static final Pattern WEEKS =
      pattern("(?:semanas?|weeks?|periodo|period|mes|meses|months?|sprints?)\\b.*");

  private static final Pattern SELF_ASSESSMENT =
      pattern(
          "(?:metricas? de (?:progresso|sucesso)|auto-?avaliacao|self[- ]assessment"
              + "|progress metrics|metrics of progress|how to know you.*|como saber (?:se|que).*)");
  private static final Pattern NO_CURRICULUM =
      pattern(
          "(?:navegacao|navigation|indice|sumario|conteudo|contents|table of contents|toc"
              + "|licenca|license|licence|contribu(?:ir|indo|icao|icoes|ting|tors?|tions?)"
              + "|autor(?:es|a)?|authors?|agradecimentos?|acknowledge?ments?|creditos|credits"
              + "|changelog|historico de versoes|como usar|how to use|sobre|about|faq)"
              + "(?:\\s+(?:o|a|este|esta|deste|desta|this|the|us|me|to|para)\\b.*)?");

  /** Which of the things that a title names. */
  private static final String WHICH =
      "(?:further|more|mais|other|outr[oa]s|recommended|recomendad[oa]s?|suggested|sugerid[oa]s?"
          + "|required|obrigatori[oa]s?|optional|opciona(?:l|is)|additional|adiciona(?:l|is)|extras?"
          + "|complementar(?:es)?|useful|uteis|essential|essencia(?:l|is)|online|gratuit[oa]s?|praticos?|practical|fina(?:l|is)|lists?|listas?"
          + " de)";

  private static final Pattern RESOURCES =
      titled(
          "livros?(?: d[aeo]s? .*)?|books?|leituras?|readings?|recursos|resources|referencias"
              + "|references|bibliografia|bibliography|podcasts?"
              + "|materia(?:l|is) de (?:apoio|estudo)",
          "artigos?|articles?|videos?|links?|cursos?|courses?|blogs?|sites?|ferramentas|tools");
  private static final Pattern LINKED_RESOURCES =
      pattern(
          "(?:canal|canais|channels?|videos?|links?|cursos?|courses?|artigos?|articles?|sites?"
              + "|blogs?)\\b.*");
  private static final Pattern CHALLENGES =
      titled(
          "desafios?(?: de projetos?)?|challenges?|projetos praticos|practical projects"
              + "|practice projects|capstones?(?: projects?)?",
          "projetos?|projects?|exercicios|exercises");

  private static final Map<Annotation, Pattern> ANNOTATIONS =
      new EnumMap<>(
          Map.of(
              Annotation.RATIONALE,
              pattern(
                  "(?:por ?que|why)\\b.*|motiv(?:os?|acao|ation)|raz(?:ao|oes)|reasons?"
                      + "|justificativa|rationale"),
              Annotation.IMPACT,
              pattern("impact(?:o|os|s)?(?: (?:d[aeo]|n[ao]|of|on|ia|ai)\\b.*)?"),
              Annotation.CONTEXT,
              pattern("contexto?")));
  private static final Pattern FOCUS =
      pattern(
          "(?:foco|focus|temas?|themes?|topicos?|topics?|assuntos?|subjects?|objetivos?|goals?"
              + "|conteudos?|contents?)\\b.*");
  private static final Pattern DELIVERABLE =
      pattern(
          "(?:entregas?|entregave(?:l|is)|deliver(?:y|able|ables)|resultados?|results?|outcomes?"
              + "|outputs?|marcos?|milestones?)\\b.*");
  private static final Pattern WEEK = pattern("(?:semanas?|weeks?)\\b.*");
  private static final Pattern REFERENCE =
      pattern(".*\\b(?:referenc\\w*|stack|cheat ?sheets?|glossar\\w*)\\b.*");

  /** Entries that say something about the item they stand under. */
  private static final Set<String> DESCRIPTIONS =
      Set.of(
          "framework",
          "frameworks",
          "foco",
          "focus",
          "recurso",
          "recursos",
          "resource",
          "resources",
          "ferramenta",
          "ferramentas",
          "tool",
          "tools",
          "biblioteca",
          "bibliotecas",
          "libraries",
          "exemplo",
          "exemplos",
          "example",
          "examples",
          "contexto",
          "context",
          "por que",
          "por que?",
          "why",
          "why?",
          "dica",
          "dicas",
          "tip",
          "tips",
          "nota",
          "note",
          "observacao",
          "referencia",
          "referencias",
          "reference",
          "references",
          "links",
          "link",
          "leitura",
          "reading",
          "objetivo",
          "goal",
          "impacto",
          "impact");

  /** Labels that only say "learn this". */
  private static final Pattern PLAIN_LABEL =
      pattern(
          "(?:domine|master|aprenda|learn|estude|study|entenda|understand|pratique|practice"
              + "|checks?|etapas|checks ?/ ?etapas|passos|steps|topicos|topics|conteudo|itens|items"
              + "|checklist|tarefas|tasks)");

  private Vocabulary() {}

  /**
   * A title that is a name and nothing besides: with others of its kind ("Livros e leituras"), with
   * a word that says which ("Further reading", "Desafios práticos"), what for or about what
   * ("Resources for beginners", "Livros sobre redes"), or with something in brackets. A name among
   * other words says nothing: "Resource management" and "Reading files" are to be learned.
   */
  private static Pattern titled(String names, String companions) {
    String form = "(?:%1$s ){0,9}(?:%2$s)(?: %1$s){0,9}";
    return pattern(
        "[^\\p{L}\\p{N}]*+"
            + form.formatted(WHICH, names)
            + "(?:(?:,| e| and| ou| or| ?&| ?/) ?%s){0,9}"
                .formatted(form.formatted(WHICH, names + "|" + companions))
            + "(?: (?:for|para|on|about|sobre|por|by)\\b.*)?"
            + "(?> ?\\(.*\\))?[^\\p{L}\\p{N}]*+");
  }

  /**
   * Titles are long when somebody wants them to be. What may be anything goes to the end of the
   * title, over characters too that end a line elsewhere, and so is never tried twice; what may
   * come again comes a few times.
   */
  private static Pattern pattern(String words) {
    return Pattern.compile(words, Pattern.DOTALL);
  }

  static boolean namesLevel(String title) {
    return LEVEL.matcher(Folding.words(title)).matches();
  }

  static boolean namesSelfAssessment(String title) {
    return SELF_ASSESSMENT.matcher(Folding.identity(title)).matches();
  }

  static boolean namesNoCurriculum(String title) {
    return NO_CURRICULUM.matcher(Folding.identity(title)).matches();
  }

  static boolean namesResources(String title) {
    return RESOURCES.matcher(Folding.identity(title)).matches();
  }

  /** Words that speak of resources only when links follow: there are channels in Go, too. */
  static boolean namesLinkedResources(String title) {
    return LINKED_RESOURCES.matcher(Folding.identity(title)).matches();
  }

  static boolean namesChallenges(String title) {
    return CHALLENGES.matcher(Folding.identity(title)).matches();
  }

  static boolean namesWeeks(String columnTitle) {
    return WEEKS.matcher(Folding.words(columnTitle)).matches();
  }

  /** Whether the rows of a plan are counted in weeks, not in months or sprints. */
  static boolean countsInWeeks(String columnTitle) {
    return WEEK.matcher(Folding.words(columnTitle)).matches();
  }

  static boolean namesFocus(String columnTitle) {
    return FOCUS.matcher(Folding.words(columnTitle)).matches();
  }

  static boolean namesDeliverable(String columnTitle) {
    return DELIVERABLE.matcher(Folding.words(columnTitle)).matches();
  }

  /** Whether tables under this title are there to look things up in. */
  static boolean namesReference(String title) {
    return REFERENCE.matcher(Folding.identity(title)).matches();
  }

  /** What a text under this label says of its section or item; null when it is something else. */
  static @Nullable Annotation annotation(String label) {
    String words = Folding.words(label);
    return ANNOTATIONS.entrySet().stream()
        .filter(annotation -> annotation.getValue().matcher(words).matches())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  static boolean namesDescription(String label) {
    return DESCRIPTIONS.contains(Folding.words(label));
  }

  static boolean namesNothing(String label) {
    return PLAIN_LABEL.matcher(Folding.words(label)).matches();
  }

  /** How many of its children a title asks for; 0 when it asks for all. */
  static int choice(String title) {
    Matcher choice = CHOICE.matcher(Folding.identity(title));
    if (!choice.find()) {
      return 0;
    }
    String word = choice.group(1);
    return NUMBERS.getOrDefault(word, word.charAt(0) - '0');
  }
}
